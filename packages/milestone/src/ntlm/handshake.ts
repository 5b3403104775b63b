import { createType1Message, createType3Message, decodeType2Message } from 'axios-ntlm/lib/ntlm.js';
import { ProtocolError } from '../errors.ts';
import type { WindowsAccount } from './windows-account.ts';

const WORKSTATION = 'PLAYHEAD';

/** The names by which servers offer NTLM; `Negotiate` may mean Kerberos too, and takes NTLM as it is. */
type NtlmScheme = 'NTLM' | 'Negotiate';

/** The header that asks for a challenge (MS-NLMP 2.2.1.1). */
export const negotiation = (scheme: NtlmScheme = 'NTLM'): string =>
  under(scheme, createType1Message(WORKSTATION, ''));

/** Whether a `WWW-Authenticate` header offers `Negotiate` and has no challenge yet, as a server does that takes no `NTLM`. */
export const asksForNegotiate = (header = ''): boolean =>
  !challengePattern.test(header) && /\bNegotiate\b/i.test(header) && !/\bNTLM\b/i.test(header);

/**
 * The header that answers the challenge in a `WWW-Authenticate` header, by NTLMv2 alone: what older versions send is
 * as good as the password to whoever listens.
 *
 * @throws ProtocolError when there is no challenge, or it asks for less.
 */
export function proof(
  wwwAuthenticate: string | undefined,
  { username, password, domain }: WindowsAccount,
): string {
  const challenge = challengeIn(wwwAuthenticate);
  if (challenge.version !== 2 || !('buffer' in challenge.targetInfo)) {
    throw new ProtocolError(
      'The VMS asks for NTLM older than NTLMv2, which is not safe. Allow NTLMv2 there.',
    );
  }
  return under(challenge.scheme, createType3Message(challenge, username, password, WORKSTATION, domain));
}

const challengePattern = /\b(NTLM|Negotiate) +([\w+/=]{40,})/i;

/** A header of the library's, which knows one scheme. */
const under = (scheme: NtlmScheme, header: string) => header.replace(/^NTLM/, scheme);

function challengeIn(header = '') {
  const [, named = '', encoded] = challengePattern.exec(header) ?? [];
  if (encoded === undefined) {
    throw new ProtocolError(
      'The VMS offers no NTLM at this address. Check MILESTONE_BASE_URL and MILESTONE_AUTH_TYPE.',
    );
  }
  try {
    const { targetInfo = {}, ...challenge } = decodeType2Message(`NTLM ${encoded}`);
    const scheme: NtlmScheme = named.toLowerCase() === 'ntlm' ? 'NTLM' : 'Negotiate';
    return { targetInfo, scheme, ...challenge };
  } catch (error) {
    throw new ProtocolError('The VMS sends an NTLM challenge that can not be read.', { cause: error });
  }
}
