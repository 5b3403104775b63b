import { delay, HttpResponse, http } from 'msw';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { api, nextGrant, problemAnswer, server } from '../testing/server.ts';
import { ConnectionLost, UnreadableAnswer } from './errors.ts';
import { getJson, withQuery } from './http.ts';
import { refreshTokenStore } from './refresh-token.ts';
import { accessToken, signOut, useSession } from './session.ts';

const Thing = z.object({ ok: z.literal(true) });
const ask = () => getJson('/thing', Thing);

/** An API that takes the tokens it is given and counts what was asked of it. */
function given({ refuses = [] }: { readonly refuses?: readonly string[] } = {}) {
  const asked: (string | null)[] = [];
  let refreshes = 0;
  server.use(
    http.post(api('/auth/refresh'), async () => {
      refreshes += 1;
      await delay(5);
      return HttpResponse.json(nextGrant());
    }),
    http.get(api('/thing'), ({ request }) => {
      const bearer = request.headers.get('authorization');
      asked.push(bearer);
      if (refuses.some((token) => bearer === `Bearer ${token}`)) return problemAnswer('token-expired');
      return HttpResponse.json({ ok: true });
    }),
  );
  return { asked, refreshes: () => refreshes };
}

describe('a request to the API', () => {
  it('is made as the signed-in person', async () => {
    const { asked } = given();
    await expect(ask()).resolves.toEqual({ ok: true });
    expect(asked).toEqual(['Bearer access-1']);
  });

  it('renews the token once, however many requests wait for it', async () => {
    const { asked, refreshes } = given();
    await Promise.all([ask(), ask(), ask()]);
    expect(refreshes()).toBe(1);
    expect(asked).toEqual(Array(3).fill('Bearer access-1'));
  });

  it('is repeated once with a fresh token when its token is refused', async () => {
    const { asked } = given({ refuses: ['access-1'] });
    await expect(ask()).resolves.toEqual({ ok: true });
    expect(asked).toEqual(['Bearer access-1', 'Bearer access-2']);
  });

  it('renews once when many requests are refused together', async () => {
    const { refreshes } = given({ refuses: ['access-1'] });
    await Promise.all([ask(), ask(), ask()]);
    expect(refreshes()).toBe(2);
  });

  it('gives up when the fresh token is refused too', async () => {
    const { asked } = given({ refuses: ['access-1', 'access-2'] });
    await expect(ask()).rejects.toMatchObject({ code: 'token-expired' });
    expect(asked).toHaveLength(2);
  });

  it('turns a problem into a typed error', async () => {
    server.use(http.get(api('/thing'), () => problemAnswer('vms-unavailable')));
    await expect(ask()).rejects.toMatchObject({ name: 'ApiProblem', code: 'vms-unavailable', status: 503 });
  });

  it('makes a problem of an answer that is none', async () => {
    server.use(http.get(api('/thing'), () => new HttpResponse('<h1>Bad gateway</h1>', { status: 502 })));
    await expect(ask()).rejects.toMatchObject({ code: 'service-unavailable', status: 502 });
  });

  it.each([
    [404, 'no Route matched with those values', 'not-found'],
    [413, 'Request size limit exceeded', 'request-too-large'],
    [429, 'API rate limit exceeded', 'too-many-requests'],
    [503, 'failure to get a peer from the ring-balancer', 'service-unavailable'],
    [504, 'The upstream server is timing out', 'service-unavailable'],
  ])('knows what Kong means by %i in words of its own', async (status, message, code) => {
    const headers = { 'Retry-After': '7' };
    server.use(http.get(api('/thing'), () => HttpResponse.json({ message }, { status, headers })));
    await expect(ask()).rejects.toMatchObject({ code, status, retryAfterSeconds: 7 });
  });

  it('is repeated with a fresh token also when it is Kong that refuses the first', async () => {
    const { asked } = given();
    server.use(
      http.get(api('/thing'), () => HttpResponse.json({ exp: 'token expired' }, { status: 401 }), {
        once: true,
      }),
    );
    await expect(ask()).resolves.toEqual({ ok: true });
    expect(asked).toEqual(['Bearer access-2']);
  });

  it('says that the connection is lost when nobody answers', async () => {
    server.use(http.get(api('/thing'), () => HttpResponse.error()));
    await expect(ask()).rejects.toBeInstanceOf(ConnectionLost);
  });

  it('refuses an answer that breaks the contract', async () => {
    server.use(http.get(api('/thing'), () => HttpResponse.json({ ok: 'maybe' })));
    await expect(ask()).rejects.toBeInstanceOf(UnreadableAnswer);
  });

  it('asks only with the parameters that have a value', () => {
    expect(withQuery('/c', { a: 1, b: '', c: undefined, d: false })).toBe('/c?a=1&d=false');
    expect(withQuery('/c', { b: '' })).toBe('/c');
  });
});

describe('the session', () => {
  it('renews the token before it expires', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 0 });
    await expect(accessToken()).resolves.toBe('access-1');
    vi.setSystemTime(719_000);
    await expect(accessToken()).resolves.toBe('access-1');
    vi.setSystemTime(721_000);
    await expect(accessToken()).resolves.toBe('access-2');
  });

  it('keeps the newest refresh token for the next load of the page', async () => {
    await accessToken();
    expect(refreshTokenStore.read()).toBe('refresh-1');
  });

  it('ends when the refresh token is refused', async () => {
    server.use(http.post(api('/auth/refresh'), () => problemAnswer('token-expired')));
    await expect(accessToken()).rejects.toMatchObject({ code: 'token-expired' });
    expect(useSession.getState()).toEqual({ status: 'signed-out', because: 'expired' });
    expect(refreshTokenStore.read()).toBeNull();
  });

  it.each([404, 413, 429, 503])('outlives a gateway that answers a renewal with %i', async (status) => {
    server.use(http.post(api('/auth/refresh'), () => HttpResponse.json({ message: 'no' }, { status })));
    await expect(accessToken()).rejects.toMatchObject({ status });
    expect(useSession.getState().status).toBe('signed-in');
  });

  it('outlives a server that does not answer', async () => {
    server.use(http.post(api('/auth/refresh'), () => HttpResponse.error()));
    await expect(accessToken()).rejects.toBeInstanceOf(ConnectionLost);
    expect(useSession.getState().status).toBe('signed-in');
    expect(refreshTokenStore.read()).toBe('refresh-0');
  });

  it('stays ended when one signs out while a renewal is on its way', async () => {
    server.use(
      http.post(api('/auth/refresh'), async () => {
        await delay(20);
        return HttpResponse.json(nextGrant());
      }),
    );
    const renewal = accessToken();
    const refused = expect(renewal).rejects.toMatchObject({ code: 'sign-in-required' });
    await signOut();
    await refused;
    expect(refreshTokenStore.read()).toBeNull();
  });

  it('ends and begins with that of the other tabs', () => {
    const tell = (newValue: string | null) =>
      dispatchEvent(new StorageEvent('storage', { key: 'playhead.refresh-token', newValue }));

    tell(null);
    expect(useSession.getState()).toEqual({ status: 'signed-out', because: 'asked' });
    tell('refresh-of-another-tab');
    expect(useSession.getState()).toEqual({ status: 'signed-in' });
  });

  it('tells the server when one signs out', async () => {
    const revoked: unknown[] = [];
    server.use(
      http.post(api('/auth/logout'), async ({ request }) => {
        revoked.push(await request.json());
        return new HttpResponse(null, { status: 204 });
      }),
    );
    await signOut();
    expect(revoked).toEqual([{ refreshToken: 'refresh-0' }]);
    expect(useSession.getState()).toEqual({ status: 'signed-out', because: 'asked' });
  });
});
