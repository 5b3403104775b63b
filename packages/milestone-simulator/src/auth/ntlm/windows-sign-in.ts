import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Lockouts } from '../../xprotect/identity/lockouts.ts';
import { type Authenticate, challengeMessage, messageType, readAuthenticate } from './messages.ts';
import type { WindowsScheme } from './windows-schemes.ts';

const SERVER_NAME = 'SIMULATOR';
const PROOF_BYTES = 16;

/** What a Windows account is known by; the domain may be any. */
interface WindowsAccount {
  username: string;
  password: string;
}

interface Options {
  account: WindowsAccount;
  /** Those that are offered; a message under another one is as good as none. */
  schemes: readonly WindowsScheme[];
  lockouts: Lockouts;
}

/**
 * NTLM over HTTP as IIS speaks it: three requests on one connection, the challenge in the middle bound to that
 * connection. Takes NTLMv2 only, under the scheme `NTLM` or `Negotiate` (raw NTLM in it; no Kerberos).
 */
export class WindowsSignIn {
  private readonly challenges = new WeakMap<Socket, Buffer>();

  constructor(private readonly options: Options) {}

  /** Whether this request proves who it is; if not, it has been answered with 401 and what to do next. */
  async admits(request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
    const { socket } = request.raw;
    const { schemes } = this.options;
    const [, named = '', encoded = ''] =
      /^(\w+) +([\w+/=]+)$/.exec(request.headers.authorization ?? '') ?? [];
    const scheme = schemes.find((one) => one.toLowerCase() === named.toLowerCase());
    const message = Buffer.from(scheme === undefined ? '' : encoded, 'base64');
    const challenge = this.challenges.get(socket);
    this.challenges.delete(socket);
    if (messageType(message) === 1) {
      const next = randomBytes(8);
      this.challenges.set(socket, next);
      refuse(reply, `${scheme} ${challengeMessage(next, SERVER_NAME).toString('base64')}`);
      return false;
    }
    const answer = readAuthenticate(message);
    if (answer && challenge && (await this.isLetIn(answer, challenge))) return true;
    refuse(reply, [...schemes]);
    return false;
  }

  /** Wrong proofs lock the account, whatever the case of its name, as wrong passwords do. */
  private async isLetIn(answer: Authenticate, challenge: Buffer): Promise<boolean> {
    const { account, lockouts } = this.options;
    const isOurs = answer.user.toUpperCase() === account.username.toUpperCase();
    const name = isOurs ? account.username : answer.user;
    if (lockouts.isLocked(name)) return false;
    const isProven = isOurs && (await this.isProven(answer, challenge));
    if (isProven) lockouts.succeeded(name);
    else lockouts.failed(name);
    return isProven;
  }

  /** MS-NLMP 3.3.2. */
  private async isProven({ domain, user, ntResponse }: Authenticate, challenge: Buffer): Promise<boolean> {
    if (ntResponse.length <= PROOF_BYTES + 8) return false;
    // Loaded where it is needed: few sign in so.
    const { md4 } = await import('hash-wasm');
    const passwordHash = Buffer.from(await md4(Buffer.from(this.options.account.password, 'utf16le')), 'hex');
    const key = hmac(passwordHash, Buffer.from(user.toUpperCase() + domain, 'utf16le'));
    const expected = hmac(key, Buffer.concat([challenge, ntResponse.subarray(PROOF_BYTES)]));
    return timingSafeEqual(expected, ntResponse.subarray(0, PROOF_BYTES));
  }
}

const hmac = (key: Buffer, data: Buffer) => createHmac('md5', key).update(data).digest();

function refuse(reply: FastifyReply, challenge: string | string[]) {
  reply.code(401).header('www-authenticate', challenge).type('text/html').send('<h1>401 Unauthorized</h1>');
}
