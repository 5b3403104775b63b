import { randomUUID } from 'node:crypto';
import { call, TestClock, type TestService } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleWorld, createConsoleWorld } from '../testing/console-world.ts';
import { UpkeepService } from '../upkeep/upkeep.service.ts';
import { PasswordHasher } from '../users/password-hasher.ts';

const password = 'a password of some length';
const clock = new TestClock();
let world: ConsoleWorld;
let one: TestService;
let two: TestService;
let passwordHash: string;

beforeAll(async () => {
  world = await createConsoleWorld({ clock });
  one = await world.start();
  two = await world.start();
  passwordHash = await one.app.get(PasswordHasher).hash(password);
});

afterAll(() => world?.close());

const addPerson = async () => {
  const { userId, username } = await world.addUser();
  await world.rows
    .updateTable('users')
    .set({ password_hash: passwordHash })
    .where('id', '=', userId)
    .execute();
  return username;
};

const signIn = (username: string, secret: string, service = one) =>
  call(service.url, 'POST /api/v1/auth/login', { body: { username, password: secret } });

const guess = async (username: string, times: number) => {
  for (let n = 0; n < times; n += 1) {
    expect((await signIn(username, 'wrong', n % 2 === 0 ? one : two)).status).toBe(401);
  }
};

const retryAfter = async (username: string) => {
  const answer = await signIn(username, 'wrong', two);
  expect([answer.status, answer.body]).toMatchObject([429, { code: 'too-many-requests' }]);
  return Number(answer.headers.get('Retry-After'));
};

describe('after five wrong passwords', () => {
  it('an account waits, on every instance and though the password is right', async () => {
    const username = await addPerson();
    await guess(username, 5);

    expect(await retryAfter(username)).toBe(30);
    expect((await signIn(username.toUpperCase(), password)).status).toBe(429);
    clock.advance(29);
    expect(await retryAfter(username)).toBe(1);
    clock.advance(1);
    expect((await signIn(username, password)).status).toBe(200);
  });

  it('a name that nobody has waits alike', async () => {
    const [somebody, nobody] = [await addPerson(), `nobody-${randomUUID()}`];
    await guess(somebody, 5);
    await guess(nobody, 5);
    const answers = await Promise.all([signIn(somebody, 'wrong'), signIn(nobody, 'wrong')]);

    expect(answers.map(({ status }) => status)).toEqual([429, 429]);
    expect(answers[0]?.headers.get('Retry-After')).toBe(answers[1]?.headers.get('Retry-After'));
    expect(answers[0]?.body).toMatchObject({ ...Object(answers[1]?.body), instance: expect.any(String) });
  });

  it('each further one doubles the wait, up to a quarter of an hour', async () => {
    const username = await addPerson();
    await guess(username, 5);
    const waits: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const wait = await retryAfter(username);
      waits.push(wait);
      clock.advance(wait);
      await guess(username, 1);
    }

    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900]);
  });

  it('a quarter of an hour without an attempt forgets them', async () => {
    const username = await addPerson();
    await guess(username, 4);
    clock.advance(900);
    await guess(username, 4);

    expect((await signIn(username, password)).status).toBe(200);
  });

  it('a right one in between starts the count anew', async () => {
    const username = await addPerson();
    await guess(username, 4);
    expect((await signIn(username, password)).status).toBe(200);
    await guess(username, 4);

    expect((await signIn(username, password)).status).toBe(200);
  });

  it('no more are tried however many come at once', async () => {
    const username = await addPerson();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => signIn(username, 'wrong', n % 2 === 0 ? one : two)),
    );

    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35);
  });

  it('what is forgotten is deleted, what still counts is kept', async () => {
    const [early, late] = [await addPerson(), await addPerson()];
    await guess(early, 5);
    clock.advance(900);
    await guess(late, 5);
    clock.advance(30);
    await one.app.get(UpkeepService).run();

    const { length } = await world.rows.selectFrom('login_attempts').selectAll().execute();
    expect(length).toBe(2); // from its address, and from anywhere
    clock.advance(-1);
    expect(await retryAfter(late)).toBe(1);
  });
});

describe('somebody who guesses', () => {
  const signInFrom = async (address: string, username: string, secret: string) => {
    const answer = await fetch(`${one.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Real-IP': address },
      body: JSON.stringify({ username, password: secret }),
    });
    await answer.body?.cancel();
    return answer.status;
  };

  it('keeps nobody out but himself', async () => {
    const username = await addPerson();
    for (let n = 0; n < 5; n += 1) await signInFrom('203.0.113.1', username, 'wrong');

    expect(await signInFrom('203.0.113.1', username, password)).toBe(429);
    expect(await signInFrom('203.0.113.2', username, password)).toBe(200);
  });

  it('from many addresses is slowed down all the same, and keeps nobody out where the account is used', async () => {
    const username = await addPerson();
    expect(await signInFrom('203.0.113.200', username, password)).toBe(200);
    for (let n = 0; n < 50; n += 1) {
      expect(await signInFrom(`203.0.113.${n}`, username, 'wrong')).toBe(401);
    }

    expect(await signInFrom('203.0.113.99', username, 'wrong')).toBe(429);
    expect(await signInFrom('203.0.113.200', username, password)).toBe(200);
  });
});

describe('a whole shift', () => {
  it('that signs in at once with one account and the right password gets in', async () => {
    const username = await addPerson();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => signIn(username, password, n % 2 === 0 ? one : two)),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 40 }, () => 200));
  });
});

describe('a storm of sign-ins', () => {
  it('is answered 503 past what may wait, the others are served, and none is held against anybody', async () => {
    await world.rows.deleteFrom('login_attempts').execute();
    const username = await addPerson();
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, n) => signIn(n === 0 ? username : `storm-${n}-${username}`, password)),
    );
    const refused = answers.filter(({ status }) => status === 503);

    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('Retry-After')).toBe('3');
    expect(answers.every(({ status }) => [200, 401, 503].includes(status))).toBe(true);
    expect(answers[0]?.status).toBe(200);
    const { length } = await world.rows
      .selectFrom('login_attempts')
      .selectAll()
      .where('failures', '=', 1)
      .execute();
    expect(length).toBe(2 * answers.filter(({ status }) => status === 401).length);
    expect((await signIn(username, password)).status).toBe(200);
  });
});
