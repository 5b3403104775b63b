import type { IncomingHttpHeaders } from 'node:http';
import { MilestoneError, ProtocolError, RefusedError, UnavailableError } from '../../errors.ts';
import { answerError } from '../../http/answer-error.ts';
import { networkError } from '../../http/network-error.ts';
import { safeWords } from '../../http/vms-words.ts';
import { type Answer, Refusal } from './wire.ts';

/** What an answer other than 101 or 401 to the upgrade means: `RefusedError` where the VMS has no events for us. */
export function refusedUpgrade(status: number, headers: IncomingHttpHeaders, nowMs: number): MilestoneError {
  const header = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const error = answerError({ status, header, body: Buffer.alloc(0) }, 'camera', nowMs);
  if (error instanceof UnavailableError || error instanceof ProtocolError) return error;
  return new RefusedError(
    status,
    `The VMS offers no events (${status}): they need XProtect 2023 R3 or newer, and an account that may read them.`,
  );
}

export function refusedCommand(command: string, answer: Answer): MilestoneError {
  const { status } = answer;
  const words = safeWords(Refusal.safeParse(answer).data?.error.errorText ?? '');
  const said = `The VMS refuses ${command} of its events (${status})${words ? `: ${words}` : '.'}`;
  return status >= 500 ? new UnavailableError(said, { answered: true }) : new RefusedError(status, said);
}

/** What broke a WebSocket: the network, or a server that does not speak it. */
export function socketError(error: Error, baseUrl: string): MilestoneError {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'WS_ERR';
  const told = networkError(error, baseUrl);
  if (!code.startsWith('WS_ERR') && told instanceof MilestoneError) return told;
  return new ProtocolError(
    `The VMS at ${baseUrl} does not speak WebSocket on its events (${error.message}).`,
  );
}
