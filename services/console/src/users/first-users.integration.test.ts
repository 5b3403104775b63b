import { connect } from '@playhead/database';
import { createTestDatabase, type TestDatabase } from '@playhead/database/testing';
import { call, createTestKeys, startTestService, type TestKeys } from '@playhead/service-kit/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConsoleConfig } from '../config.ts';
import { consoleService } from '../console.module.ts';

let database: TestDatabase;
let keys: TestKeys;

beforeEach(async () => {
  database = await createTestDatabase();
  keys = await createTestKeys();
});
afterEach(async () => {
  await keys.remove();
  await database.drop();
});

const start = (variables: Record<string, string>) =>
  startTestService(consoleService, ConsoleConfig, {
    keys,
    databaseUrl: database.url,
    variables: { AUTH_PRIVATE_KEY_FILE: keys.privateKeyFile, ...variables },
  });

const signIn = async (url: string, username: string, password: string) =>
  (await call(url, 'POST /api/v1/auth/login', { body: { username, password } })).status;

const users = async () => {
  const connection = connect({ url: database.url, maxConnections: 1 });
  const rows = await connection
    .selectFrom('users')
    .select(['username', 'demo'])
    .orderBy('username')
    .execute();
  await connection.destroy();
  return rows;
};

describe('the first accounts', () => {
  it('are one administrator, with the password that the installation sets', async () => {
    const service = await start({ PLAYHEAD_ADMIN_PASSWORD: 'a password of our own' });

    expect(await signIn(service.url, 'admin', 'a password of our own')).toBe(200);
    expect(await users()).toEqual([{ username: 'admin', demo: false }]);
    await service.close();
  });

  it('are not made again, nor changed, by a later start with another password', async () => {
    await (await start({ PLAYHEAD_ADMIN_PASSWORD: 'a password of our own' })).close();
    const service = await start({ PLAYHEAD_ADMIN_PASSWORD: 'another password here' });

    expect(await signIn(service.url, 'admin', 'a password of our own')).toBe(200);
    await service.close();
  });

  it('of a demo go when the demo is over', async () => {
    await (await start({ PLAYHEAD_DEMO: 'true' })).close();
    expect(await users()).toHaveLength(4);

    await (await start({})).close();

    expect(await users()).toEqual([]);
  });

  it('of a demo never take over an account that is somebody’s own', async () => {
    await (await start({ PLAYHEAD_ADMIN_PASSWORD: 'a password of our own' })).close();

    await expect(start({ PLAYHEAD_DEMO: 'true' })).rejects.toThrow(/PLAYHEAD_DEMO/);
    expect(await users()).toEqual([{ username: 'admin', demo: false }]);

    const service = await start({});
    expect(await signIn(service.url, 'admin', 'a password of our own')).toBe(200);
    expect(await signIn(service.url, 'admin', 'playhead-demo')).toBe(401);
    await service.close();
  });
});
