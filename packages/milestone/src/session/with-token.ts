import { CredentialsRefusedError } from '../errors.ts';
import type { TokenKeeper } from './token-keeper.ts';

/** Instead of an answer: the VMS takes the token for none. It has done nothing then. */
export const tokenRejected = Symbol('token rejected');
export type Rejectable<A> = A | typeof tokenRejected;

/**
 * Sends something with a token, and once more with a fresh one where that is rejected, whatever it is.
 *
 * @throws CredentialsRefusedError when the fresh one is rejected too.
 */
export async function withToken<A>(
  tokens: TokenKeeper,
  signal: AbortSignal,
  send: (token: string) => Promise<Rejectable<A>>,
): Promise<A> {
  const token = await tokens.token(signal);
  const answer = await send(token);
  if (answer !== tokenRejected) return answer;
  tokens.reject(token);
  const again = await send(await tokens.token(signal));
  if (again !== tokenRejected) return again;
  throw new CredentialsRefusedError('The VMS accepts the login but refuses the token it gave for it.');
}
