import { connect, type Database } from '@playhead/database';
import { createTestDatabase, type TestDatabase } from '@playhead/database/testing';
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LoginTurnsRepository } from './login-turns.repository.ts';

const never = new AbortController().signal;
const ACCOUNT = {
  baseUrl: 'http://vms.example',
  username: 'playhead',
  password: 'correct horse',
  requestTimeoutMs: 60_000,
};
const REFUSED = { kind: 'refused', reason: 'Refused.', refusals: 1, pauseMs: 30_000 } as const;
const OURS = { closed: false, refusals: 0 };

let testDatabase: TestDatabase;
let database: Kysely<Database>;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect({ url: testDatabase.url, maxConnections: 4 });
});
beforeEach(async () => {
  await database.deleteFrom('vms_logins').execute();
});
afterAll(async () => {
  await database?.destroy();
  await testDatabase?.drop();
});

const service = (changes: Partial<typeof ACCOUNT> = {}) =>
  new LoginTurnsRepository(database, { ...ACCOUNT, ...changes });

describe('services that log in with one account', () => {
  it.each(['accepted', 'unknown'] as const)(
    'wait for the one that tries, and go on when its try was %s',
    async (kind) => {
      const [one, other] = [service(), service()];
      expect(await one.take(never)).toEqual(OURS);
      let isWaiting = true;
      const waiting = other.take(never).finally(() => {
        isWaiting = false;
      });
      expect(await one.take(never)).toEqual(OURS);
      expect(isWaiting).toBe(true);

      await one.end({ kind });

      expect(await waiting).toEqual(OURS);
    },
  );

  it('are all closed by one refusal, and told why', async () => {
    const [one, other] = [service(), service()];
    await one.take(never);
    const waiting = other.take(never);

    await one.end(REFUSED);

    expect(await waiting).toMatchObject({ closed: true, refusals: 1, reason: 'Refused.' });
    expect(await service().take(never)).toMatchObject({ closed: true });
  });

  it('do not wait for one that died while it tried', async () => {
    await service().take(never);
    const waiting = service().take(never);

    await database.updateTable('vms_logins').set({ claimed_until: sql`now()` }).execute();

    expect(await waiting).toEqual(OURS);
  });

  it('wait no longer than they are to', async () => {
    await service().take(never);

    await expect(service().take(AbortSignal.timeout(50))).rejects.toThrow();
  });
});

it('another password, user or address is not closed with it', async () => {
  const one = service();
  await one.take(never);
  await one.end(REFUSED);

  for (const change of [
    { password: 'changed' },
    { username: 'other' },
    { baseUrl: 'http://other.example' },
  ]) {
    expect(await service(change).take(never)).toEqual(OURS);
  }
});

it('stores neither the password nor the user in readable form', async () => {
  await service().take(never);

  const rows = JSON.stringify(await database.selectFrom('vms_logins').selectAll().execute());

  expect(rows).not.toContain(ACCOUNT.password);
  expect(rows).not.toContain(ACCOUNT.username);
});
