import { errors } from 'undici';
import { MilestoneError, ProtocolError, UnavailableError } from '../errors.ts';

const words = new Map([
  ['ECONNREFUSED', 'nothing listens there'],
  ['ECONNRESET', 'it dropped the connection'],
  ['EPIPE', 'it dropped the connection'],
  ['UND_ERR_SOCKET', 'it dropped the connection'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'it dropped the connection'],
  ['ENOTFOUND', 'the name is not known'],
  ['EAI_AGAIN', 'the name cannot be looked up now'],
  ['ETIMEDOUT', 'the network does not get through'],
  ['EHOSTUNREACH', 'the network does not get through'],
  ['ENETUNREACH', 'the network does not get through'],
]);

/** What only opening a connection can fail with. */
const unsent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** A failed request in this client's errors. Anything that is no network failure is a bug and stays as it is. */
export function networkError(cause: unknown, baseUrl: string): unknown {
  if (cause instanceof MilestoneError || !(cause instanceof Error)) return cause;
  if (cause instanceof errors.HTTPParserError || cause instanceof errors.HeadersOverflowError) {
    // Without its cause: a parser's error holds the bytes, and those may be a token.
    return new ProtocolError(`${baseUrl} does not answer in HTTP. Check MILESTONE_BASE_URL.`);
  }
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  if (code === undefined || code === 'UND_ERR_INVALID_ARG') return cause;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const hint = `Give it one that names ${new URL(baseUrl).hostname}, or have it addressed by a name in its certificate.`;
    const message = `The certificate of the VMS at ${baseUrl} is for another name (${code}). ${hint}`;
    return new UnavailableError(message, { cause });
  }
  if (/CERT|TLS|SSL|SIGNED/.test(code)) {
    const hint = 'Give the certificate of its issuer to Node: NODE_EXTRA_CA_CERTS=<PEM file>.';
    const message = `The certificate of the VMS at ${baseUrl} is not accepted (${code}). ${hint}`;
    return new UnavailableError(message, { cause });
  }
  const detail = words.has(code) ? `${words.get(code)} (${code})` : code;
  return new UnavailableError(`The VMS at ${baseUrl} cannot be reached: ${detail}.`, {
    cause,
    unsent: unsent.has(code),
  });
}
