import { TokenGrant } from '@playhead/contracts';
import { create } from 'zustand';
import { ApiProblem, problemFor } from './errors.ts';
import { refreshTokenStore } from './refresh-token.ts';
import { send } from './transport.ts';

type SessionState =
  | { readonly status: 'signed-in' }
  | { readonly status: 'signed-out'; readonly because: 'nobody-yet' | 'asked' | 'expired' };

const restored = (): SessionState =>
  refreshTokenStore.read() ? { status: 'signed-in' } : { status: 'signed-out', because: 'nobody-yet' };

/** Whether somebody is signed in, for the page to draw. */
export const useSession = create<SessionState>(restored);

/** The access token lives in memory only; it is renewed after 80 % of its life. */
let access: { readonly token: string; readonly staleAt: number } | undefined;
let renewal: Promise<string> | undefined;

const post = (path: string, body: unknown): Promise<Response> =>
  send(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function keep(response: Response): Promise<string> {
  const { accessToken, refreshToken, expiresIn } = TokenGrant.parse(await response.json());
  access = { token: accessToken, staleAt: Date.now() + expiresIn * 800 };
  refreshTokenStore.write(refreshToken);
  return accessToken;
}

function end(because: 'asked' | 'expired'): void {
  access = undefined;
  refreshTokenStore.clear();
  useSession.setState({ status: 'signed-out', because }, true);
}

refreshTokenStore.onOtherTab((token) => {
  const { status } = useSession.getState();
  if (token === null && status === 'signed-in') end('asked');
  if (token !== null && status === 'signed-out') useSession.setState({ status: 'signed-in' }, true);
});

/** @throws {ApiProblem} `credentials-wrong`, `too-many-requests`. @throws {ConnectionLost} */
export async function signIn(username: string, password: string): Promise<void> {
  await keep(await post('/auth/login', { username, password }));
  useSession.setState({ status: 'signed-in' }, true);
}

/** Signs out here at once, and at the server if it can be reached: its refresh token would expire anyway. */
export async function signOut(): Promise<void> {
  const refreshToken = refreshTokenStore.read();
  end('asked');
  if (refreshToken) await Promise.allSettled([post('/auth/logout', { refreshToken })]);
}

/**
 * A token that is good for now. However many ask at once, one refresh is sent. A refused refresh ends the session;
 * one that found no server leaves it, to be tried again.
 * @throws {ApiProblem} `sign-in-required` when nobody is signed in any more. @throws {ConnectionLost}
 */
export async function accessToken(): Promise<string> {
  if (access && Date.now() < access.staleAt) return access.token;
  renewal ??= renew().finally(() => {
    renewal = undefined;
  });
  return renewal;
}

async function renew(): Promise<string> {
  const refreshToken = refreshTokenStore.read();
  if (!refreshToken) throw new ApiProblem(problemFor('sign-in-required'));
  const answer = await post('/auth/refresh', { refreshToken }).catch((error: unknown) => {
    if (isRefused(error) && refreshTokenStore.read() === refreshToken) end('expired');
    throw error;
  });
  // Whoever signed out while the answer was on its way stays signed out; another tab may have renewed as well.
  if (refreshTokenStore.read() === null) throw new ApiProblem(problemFor('sign-in-required'));
  return keep(answer);
}

/**
 * Asks for a token that says what holds now: the one at hand may still name an old role. Where the sign-in has ended, so does
 * the session.
 */
export async function renewToken(): Promise<void> {
  access = undefined;
  await Promise.allSettled([accessToken()]); // without a server it is asked for again by whoever needs it next
}

/** console says no. Anything else, such as a 404 of a gateway that just loads its routes, says nothing of the token. */
const isRefused = (error: unknown) =>
  error instanceof ApiProblem && (error.status === 401 || error.status === 400);

/** After a 401. Names the refused token, so that a late answer cannot discard a fresh one. */
export function forgetToken(refused: string): void {
  if (access?.token === refused) access = undefined;
}
