import { isAxiosError } from 'axios';
import { MilestoneError, ProtocolError, UnavailableError } from '../errors.ts';

const words = new Map([
  ['ECONNREFUSED', 'nothing listens there'],
  ['ECONNRESET', 'it dropped the connection'],
  ['EPIPE', 'it dropped the connection'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'it dropped the connection'],
  ['ENOTFOUND', 'the name is not known'],
  ['EAI_AGAIN', 'the name cannot be looked up now'],
  ['ETIMEDOUT', 'the network does not get through'],
  ['EHOSTUNREACH', 'the network does not get through'],
  ['ENETUNREACH', 'the network does not get through'],
]);

/**
 * A failed request in this client's errors. The cause is the system's own error: an `AxiosError` carries the request,
 * and with it the password or the token. Anything that is no network failure is a bug and stays as it is.
 */
export function networkError(error: unknown, baseUrl: string): unknown {
  if (error instanceof MilestoneError || !(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined) return error;
  const cause = isAxiosError(error) ? error.cause : error;
  if (code.startsWith('HPE_')) {
    // Without its cause: a parser's error holds the bytes, and those may be a token.
    return new ProtocolError(`${baseUrl} does not answer in HTTP. Check MILESTONE_BASE_URL.`);
  }
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
  return new UnavailableError(`The VMS at ${baseUrl} cannot be reached: ${detail}.`, { cause });
}
