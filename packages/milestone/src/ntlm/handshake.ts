import { createType1Message, createType3Message, decodeType2Message } from 'axios-ntlm/lib/ntlm.js';
import { ProtocolError } from '../errors.ts';
import type { WindowsAccount } from './windows-account.ts';

const WORKSTATION = 'PLAYHEAD';

/** The header that asks for a challenge (MS-NLMP 2.2.1.1). */
export const negotiation = (): string => createType1Message(WORKSTATION, '');

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
  return createType3Message(challenge, username, password, WORKSTATION, domain);
}

function challengeIn(header = '') {
  const encoded = /\b(?:NTLM|Negotiate) +([\w+/=]{40,})/i.exec(header)?.[1];
  if (encoded === undefined) {
    throw new ProtocolError(
      'The VMS offers no NTLM at this address. Check MILESTONE_BASE_URL and MILESTONE_AUTH_TYPE.',
    );
  }
  try {
    const { targetInfo = {}, ...challenge } = decodeType2Message(`NTLM ${encoded}`);
    return { targetInfo, ...challenge };
  } catch (error) {
    throw new ProtocolError('The VMS sends an NTLM challenge that can not be read.', { cause: error });
  }
}
