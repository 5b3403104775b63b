import { describe, expect, it } from 'vitest';
import { AbortedError, CredentialsRefusedError, UnavailableError } from '../errors.ts';
import { deferred } from '../testing/deferred.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { LoginGate } from './login-gate.ts';
import { type Grant, TokenKeeper, type TokenSource } from './token-keeper.ts';

const HOUR_MS = 3_600_000;
const never = new AbortController().signal;
const refused = () => Promise.reject(new CredentialsRefusedError('The VMS refuses the account.'));
const down = () => Promise.reject(new UnavailableError('The VMS is down.'));

function given() {
  const clock = new FakeClock();
  const asked: string[] = [];
  const answers: { login: () => Promise<Grant>; refresh: () => Promise<Grant> } = {
    login: () => Promise.resolve({ token: `login-${asked.length}`, lifeMs: HOUR_MS }),
    refresh: () => Promise.resolve({ token: `refresh-${asked.length}`, lifeMs: HOUR_MS }),
  };
  const source: TokenSource = {
    login: () => {
      asked.push('login');
      return answers.login();
    },
    refresh: (token) => {
      asked.push(`refresh ${token}`);
      return answers.refresh();
    },
    revoke: (token) => {
      asked.push(`revoke ${token}`);
      return Promise.resolve();
    },
  };
  const gate = new LoginGate(clock);
  const keeper = new TokenKeeper({ source, clock, log: () => {}, lifetime: never, gate });
  return { keeper, clock, asked, answers };
}

describe('one session for all', () => {
  it('logs in once however many ask at the same time', async () => {
    const { keeper, asked } = given();

    const tokens = await Promise.all(Array.from({ length: 1000 }, () => keeper.token(never)));

    expect(new Set(tokens)).toEqual(new Set(['login-1']));
    expect(asked).toEqual(['login']);
  });

  it('lets a caller give up without ending the login for the others', async () => {
    const { keeper, answers } = given();
    const login = deferred<Grant>();
    answers.login = () => login.promise;
    const impatient = new AbortController();

    const gaveUp = keeper.token(impatient.signal);
    const patient = keeper.token(never);
    impatient.abort();
    login.resolve({ token: 'slow', lifeMs: HOUR_MS });

    await expect(gaveUp).rejects.toBeInstanceOf(AbortedError);
    await expect(patient).resolves.toBe('slow');
  });

  it('logs in again for the next caller after a login that failed', async () => {
    const { keeper, answers, asked } = given();
    const login = answers.login;
    answers.login = down;
    await expect(keeper.token(never)).rejects.toBeInstanceOf(UnavailableError);

    answers.login = login;

    await expect(keeper.token(never)).resolves.toBe('login-2');
    expect(asked).toEqual(['login', 'login']);
  });

  it('logs in again after a logout', async () => {
    const { keeper, asked } = given();
    await keeper.token(never);

    await keeper.forget(never);

    await expect(keeper.token(never)).resolves.toBe('login-3');
    expect(asked).toEqual(['login', 'revoke login-1', 'login']);
  });
});

describe('renewing ahead', () => {
  it('renews at 80 % of the life, and nobody waits for it', async () => {
    const { keeper, clock, answers } = given();
    const renewal = deferred<Grant>();
    answers.refresh = () => renewal.promise;
    await keeper.token(never);

    clock.advance(0.8 * HOUR_MS - 1);
    await keeper.token(never);
    clock.advance(1);
    await expect(keeper.token(never)).resolves.toBe('login-1');
    renewal.resolve({ token: 'renewed', lifeMs: HOUR_MS });
    await keeper.renew(never);

    await expect(keeper.token(never)).resolves.toBe('renewed');
  });

  it('asks for the refresh only once the life has passed 80 %', async () => {
    const { keeper, clock, asked } = given();
    await keeper.token(never);
    clock.advance(0.8 * HOUR_MS - 1);
    await keeper.token(never);
    expect(asked).toEqual(['login']);

    clock.advance(1);
    await keeper.token(never);

    expect(asked).toEqual(['login', 'refresh login-1']);
  });

  it('logs in when the refresh is refused', async () => {
    const { keeper, answers, asked } = given();
    await keeper.token(never);
    answers.refresh = refused;

    await keeper.renew(never);

    expect(asked).toEqual(['login', 'refresh login-1', 'login']);
    await expect(keeper.token(never)).resolves.toBe('login-3');
  });

  it('goes on with the old token while the VMS cannot renew it, and asks again after a pause', async () => {
    const { keeper, clock, answers, asked } = given();
    await keeper.token(never);
    answers.refresh = down;
    clock.advance(0.9 * HOUR_MS);
    await keeper.token(never);
    await expect(keeper.renew(never)).rejects.toBeInstanceOf(UnavailableError);

    await expect(keeper.token(never)).resolves.toBe('login-1');
    expect(asked).toEqual(['login', 'refresh login-1']);

    clock.advance(5000);
    await expect(keeper.token(never)).resolves.toBe('login-1');
    expect(asked).toEqual(['login', 'refresh login-1', 'refresh login-1']);
  });

  it('logs in when the token died while the VMS could not renew it', async () => {
    const { keeper, clock, answers } = given();
    await keeper.token(never);
    const renewal = deferred<Grant>();
    answers.refresh = () => renewal.promise;
    clock.advance(0.9 * HOUR_MS);
    await keeper.token(never);
    clock.advance(0.2 * HOUR_MS);

    const waiting = keeper.token(never);
    renewal.reject(new UnavailableError('The VMS is down.'));

    await expect(waiting).resolves.toBe('login-3');
  });

  it('does not try to refresh a token that has expired', async () => {
    const { keeper, clock, asked } = given();
    await keeper.token(never);

    clock.advance(HOUR_MS);

    await expect(keeper.token(never)).resolves.toBe('login-2');
    expect(asked).toEqual(['login', 'login']);
  });
});

describe('a token that the VMS rejects', () => {
  it('is replaced by a login', async () => {
    const { keeper } = given();
    keeper.reject(await keeper.token(never));

    await expect(keeper.token(never)).resolves.toBe('login-2');
  });

  it('takes no fresh token with it when the rejection comes late', async () => {
    const { keeper, asked } = given();
    const old = await keeper.token(never);
    keeper.reject(old);
    const fresh = await keeper.token(never);

    keeper.reject(old);

    await expect(keeper.token(never)).resolves.toBe(fresh);
    expect(asked).toEqual(['login', 'login']);
  });
});

describe('a password that the VMS rejects', () => {
  it('is tried once, then not before 30 s have passed', async () => {
    const { keeper, clock, answers, asked } = given();
    answers.login = refused;
    const all = await Promise.allSettled(Array.from({ length: 100 }, () => keeper.token(never)));
    expect(all.every(({ status }) => status === 'rejected')).toBe(true);

    clock.advance(29_999);
    await expect(keeper.token(never)).rejects.toMatchObject({
      kind: 'credentials-refused',
      retryAfterSeconds: 1,
    });
    expect(asked).toEqual(['login']);

    clock.advance(1);
    await expect(keeper.token(never)).rejects.toMatchObject({ retryAfterSeconds: 60 });
    expect(asked).toEqual(['login', 'login']);
  });

  it('is tried ever more rarely, but every 5 min at least', async () => {
    const { keeper, clock, answers } = given();
    answers.login = refused;
    const pauses: unknown[] = [];
    for (let round = 0; round < 6; round += 1) {
      await keeper
        .token(never)
        .catch((error: CredentialsRefusedError) => pauses.push(error.retryAfterSeconds));
      clock.advance(300_000);
    }

    expect(pauses).toEqual([30, 60, 120, 240, 300, 300]);
  });

  it('is forgotten once it works', async () => {
    const { keeper, clock, answers } = given();
    const login = answers.login;
    answers.login = refused;
    await expect(keeper.token(never)).rejects.toMatchObject({ retryAfterSeconds: 30 });
    clock.advance(30_000);

    answers.login = login;
    keeper.reject(await keeper.token(never));
    answers.login = refused;

    await expect(keeper.token(never)).rejects.toMatchObject({ retryAfterSeconds: 30 });
  });
});
