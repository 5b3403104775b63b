import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { createSecureContext, type SecureContext } from 'node:tls';

/** PEM texts. */
export interface TlsIdentity {
  key: string;
  cert: string;
}

/** Where TLS is spoken, and with what: unless a certificate is given, one is made at the start. */
export interface TlsOptions extends Partial<TlsIdentity> {
  /** `recorders`, unless `all`: the gateway too. */
  at?: 'recorders' | 'all' | undefined;
  /** What the certificate that is made is for; the host by which clients come unless given. */
  name?: string | undefined;
  keyFile?: string | undefined;
  certFile?: string | undefined;
}

/** Key and certificate can't be used; the message names the files. */
export class TlsError extends Error {
  override name = 'TlsError';
}

/** Nobody asks for it (RFC 2606). */
const ANOTHER_NAME = 'elsewhere.invalid';

type Issue = (name: string) => Promise<TlsIdentity>;

/** What the simulator proves itself with where it speaks TLS. */
export class Tls {
  private readonly another: { made?: Promise<SecureContext> } = {};

  private constructor(
    /** What a client has to trust, PEM. */
    readonly certificate: string,
    readonly context: SecureContext,
    private readonly issue: Issue,
  ) {}

  /** `host` is how clients come. @throws TlsError */
  static async of(options: TlsOptions, host: string): Promise<Tls> {
    const identity = await given(options);
    return identity === undefined ? Tls.selfMade(options.name ?? host) : Tls.shown(identity);
  }

  /** A certificate that is given is shown as it is, whatever its name. */
  private static shown(identity: TlsIdentity): Tls {
    const another: Issue = async (name) => (await authority())(name);
    try {
      return new Tls(identity.cert, createSecureContext(identity), another);
    } catch (cause) {
      throw new TlsError('Key and certificate do not belong together, or are no PEM.', { cause });
    }
  }

  /** With a certificate for the name (or address), made now by an issuer that is made now too. */
  private static async selfMade(name: string): Promise<Tls> {
    const issue = await authority();
    return new Tls(issue.certificate, createSecureContext(await issue(name)), issue);
  }

  /** As good as the usual one, but for the name. */
  contextForAnotherName(): Promise<SecureContext> {
    this.another.made ??= this.issue(ANOTHER_NAME).then(createSecureContext);
    return this.another.made;
  }
}

async function given({ key, cert, keyFile, certFile }: TlsOptions): Promise<TlsIdentity | undefined> {
  if (key !== undefined && cert !== undefined) return { key, cert };
  if (keyFile === undefined && certFile === undefined) return undefined;
  if (keyFile === undefined || certFile === undefined)
    throw new TlsError('TLS needs both a key and its certificate, or neither: then one is made.');
  return { key: await readPem(keyFile), cert: await readPem(certFile) };
}

async function readPem(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new TlsError(`${path} can't be read. Name a PEM file.`, { cause });
  }
}

/** An issuer of certificates; its own is `certificate`. Loaded only where it is needed: it takes a while. */
async function authority(): Promise<Issue & { certificate: string }> {
  const { generate } = await import('selfsigned');
  const usual = { keyType: 'ec', algorithm: 'sha256' } as const;
  const own = await generate([{ name: 'commonName', value: 'Milestone simulator' }], {
    ...usual,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const issue: Issue = async (name) => {
    const altNames = [
      isIP(name) === 0 ? ({ type: 2, value: name } as const) : ({ type: 7, ip: name } as const),
    ];
    const made = await generate([{ name: 'commonName', value: name }], {
      ...usual,
      ca: { key: own.private, cert: own.cert },
      extensions: [
        { name: 'subjectAltName', altNames },
        { name: 'extKeyUsage', serverAuth: true },
      ],
    });
    return { key: made.private, cert: made.cert };
  };
  return Object.assign(issue, { certificate: own.cert });
}
