import { randomUUID } from 'node:crypto';
import { AuditList, TokenGrant, User, UserCameras, UserList } from '@playhead/contracts';
import { call, type TestService } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleWorld, createConsoleWorld } from '../testing/console-world.ts';
import { UserChangesRepository } from './user-changes.repository.ts';

const password = 'a password of some length';
let world: ConsoleWorld;
let service: TestService;
let admin: Awaited<ReturnType<ConsoleWorld['addUser']>>;

beforeAll(async () => {
  world = await createConsoleWorld();
  service = await world.start();
  admin = await world.addUser({ role: 'admin' });
});

afterAll(() => world?.close());

const ask = (request: string, body?: unknown, token = admin.token) =>
  call(service.url, request.replace(' /', ' /api/v1/'), { token, body });

const newUser = (wishes: object = {}) => ({
  username: `person-${randomUUID().slice(0, 8)}`,
  displayName: 'Noor Neu',
  role: 'operator',
  password,
  ...wishes,
});

const create = async (wishes: object = {}) => User.parse((await ask('POST /users', newUser(wishes))).body);

const signIn = async (username: string, secret = password) =>
  call(service.url, 'POST /api/v1/auth/login', { body: { username, password: secret } });

const refresh = (refreshToken: string) =>
  call(service.url, 'POST /api/v1/auth/refresh', { body: { refreshToken } });

const trail = async (query: string) => AuditList.parse((await ask(`GET /audit?${query}`)).body).entries;

describe('accounts', () => {
  it('are made, and sign in with their password and role', async () => {
    const answer = await ask('POST /users', newUser({ username: 'Omar.2', role: 'investigator' }));

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ username: 'Omar.2', role: 'investigator', allCameras: true });
    expect(JSON.stringify(answer.body)).not.toMatch(/password|argon/i);
    expect((await signIn('omar.2')).status).toBe(200);
  });

  it('have names of their own, whatever the case', async () => {
    const { username } = await create();
    const answer = await ask('POST /users', newUser({ username: username.toUpperCase() }));

    expect([answer.status, answer.body]).toMatchObject([409, { code: 'username-taken' }]);
  });

  it.each([
    [{ password: 'short' }, 'password'],
    [{ username: 'has space' }, 'username'],
    [{ username: '' }, 'username'],
    [{ role: 'root' }, 'role'],
    [{ displayName: ' ' }, 'displayName'],
  ])('with %j are refused, and the fault named', async (wishes, field) => {
    const answer = await ask('POST /users', newUser(wishes));

    expect([answer.status, answer.body]).toMatchObject([400, { errors: [{ pointer: `#/${field}` }] }]);
  });

  it('are listed page by page and found by name', async () => {
    const tag = randomUUID().slice(0, 8);
    for (const n of [2, 1, 3]) await create({ username: `p${n}-${tag}`, displayName: `100%_${tag}` });
    const page = UserList.parse((await ask(`GET /users?search=${tag.toUpperCase()}&limit=2&offset=1`)).body);
    const literal = UserList.parse((await ask(`GET /users?search=${encodeURIComponent('%_')}`)).body);

    expect(page.total).toBe(3);
    expect(page.users.map(({ username }) => username)).toEqual([`p2-${tag}`, `p3-${tag}`]);
    expect(literal.total).toBe(3);
  });

  it.each([
    'GET /users/ID',
    'PATCH /users/ID',
    'DELETE /users/ID',
    'GET /users/ID/cameras',
    'PUT /users/ID/cameras',
  ])('that do not exist are a 404: %s', async (request) => {
    const body = { PATCH: { displayName: 'x' }, PUT: { cameraIds: [] } }[request.split(' ')[0] ?? ''];
    const answer = await ask(request.replace('ID', randomUUID()), body);

    expect([answer.status, answer.body]).toMatchObject([404, { code: 'user-not-found' }]);
  });

  it.each(['viewer', 'investigator', 'operator'] as const)(
    'are none of the business of a %s',
    async (role) => {
      const { token } = await world.addUser({ role });

      for (const request of [
        'GET /users',
        'POST /users',
        'GET /audit',
        `PUT /users/${admin.userId}/cameras`,
      ]) {
        expect((await ask(request, undefined, token)).status).toBe(403);
      }
    },
  );

  it.each([[{}], [{ username: 'other' }], [{ password: 'short' }]])(
    'can not be changed to %j',
    async (changes) => {
      const { id } = await create();

      expect((await ask(`PATCH /users/${id}`, changes)).status).toBe(400);
    },
  );
});

describe('a sign-in', () => {
  it.each([
    [{ role: 'viewer' }, 401],
    [{ password: 'another long password' }, 401],
    [{ displayName: 'Nora' }, 200],
    [{ role: 'operator' }, 200],
    [{ allCameras: false }, 200],
  ])('after the change %j is answered %i when it is to go on', async (changes, status) => {
    const { id, username } = await create();
    const { refreshToken } = TokenGrant.parse((await signIn(username)).body);

    const changed = await ask(`PATCH /users/${id}`, changes);

    expect(changed.status).toBe(200);
    expect((await refresh(refreshToken)).status).toBe(status);
  });

  it('with a reset password needs the new one', async () => {
    const { id, username } = await create();
    await ask(`PATCH /users/${id}`, { password: 'another long password' });

    expect((await signIn(username)).status).toBe(401);
    expect((await signIn(username, 'another long password')).status).toBe(200);
  });

  it('that is refreshed while the password is reset does not survive', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id, username } = await create();
      const { refreshToken } = TokenGrant.parse((await signIn(username)).body);
      const [refreshed] = await Promise.all([
        refresh(refreshToken),
        ask(`PATCH /users/${id}`, { password: `another long password ${round}` }),
      ]);
      const grant = TokenGrant.safeParse(refreshed.body);

      if (grant.success) expect((await refresh(grant.data.refreshToken)).status).toBe(401);
      else expect(refreshed.status).toBe(401);
    }
  });

  it('ends with the account, and its access token opens nothing of an administrator any more', async () => {
    const { id, username } = await create({ role: 'admin' });
    const grant = TokenGrant.parse((await signIn(username)).body);
    expect((await ask('GET /users', undefined, grant.accessToken)).status).toBe(200);
    expect((await ask(`DELETE /users/${id}`)).status).toBe(204);

    expect((await refresh(grant.refreshToken)).status).toBe(401);
    expect((await signIn(username)).status).toBe(401);
    expect((await ask('POST /users', newUser(), grant.accessToken)).status).toBe(401);
  });

  it('of a demoted administrator opens nothing of an administrator any more', async () => {
    const { id, username } = await create({ role: 'admin' });
    const { accessToken } = TokenGrant.parse((await signIn(username)).body);
    await ask(`PATCH /users/${id}`, { role: 'viewer' });

    expect((await ask('GET /audit', undefined, accessToken)).status).toBe(403);
  });
});

describe('administrators', () => {
  it('can not delete or demote themselves, and may change what else is theirs', async () => {
    const own = `/users/${admin.userId}`;

    expect((await ask(`DELETE ${own}`)).body).toMatchObject({ code: 'own-account', status: 409 });
    expect((await ask(`PATCH ${own}`, { role: 'viewer' })).body).toMatchObject({ code: 'own-account' });
    expect((await ask(`PATCH ${own}`, { role: 'admin', displayName: 'Ada' })).status).toBe(200);
  });

  it('that remove each other at once leave one behind', async () => {
    const alone = await createConsoleWorld();
    try {
      const [one, two] = await Promise.all([alone.start(), alone.start()]);
      for (const method of ['DELETE', 'PATCH']) {
        await alone.rows.deleteFrom('users').execute();
        const [a, b] = [await alone.addUser({ role: 'admin' }), await alone.addUser({ role: 'admin' })];
        const body = method === 'PATCH' ? { role: 'viewer' } : undefined;
        const answers = await Promise.all([
          call(one.url, `${method} /api/v1/users/${b.userId}`, { token: a.token, body }),
          call(two.url, `${method} /api/v1/users/${a.userId}`, { token: b.token, body }),
        ]);
        const left = await alone.rows.selectFrom('users').select('id').where('role', '=', 'admin').execute();

        expect(left).toHaveLength(1);
        expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      }
    } finally {
      await alone.close();
    }
  });

  it('stay at least one: the last can not be removed by an answer that comes late', async () => {
    const alone = await createConsoleWorld();
    try {
      const only = await alone.addUser({ role: 'admin' });
      const { url } = await alone.start();
      const changes = new UserChangesRepository(alone.rows);

      await expect(changes.delete(only.userId)).rejects.toMatchObject({ code: 'last-admin', status: 409 });
      await expect(changes.update(only.userId, { role: 'viewer' })).rejects.toMatchObject({
        code: 'last-admin',
      });
      expect((await call(url, 'GET /api/v1/users', { token: only.token })).status).toBe(200);
    } finally {
      await alone.close();
    }
  });
});

describe('the cameras of a person', () => {
  it('are those given last', async () => {
    const { id } = await create({ allCameras: false });
    const [a, b, c] = [await world.addCamera(), await world.addCamera(), await world.addCamera()];
    await ask(`PUT /users/${id}/cameras`, { cameraIds: [a, b] });
    const answer = await ask(`PUT /users/${id}/cameras`, { cameraIds: [b, c, c] });

    expect(answer.status).toBe(200);
    expect(UserCameras.parse((await ask(`GET /users/${id}/cameras`)).body).cameraIds.toSorted()).toEqual(
      [b, c].toSorted(),
    );
    await ask(`PUT /users/${id}/cameras`, { cameraIds: [] });
    expect((await ask(`GET /users/${id}/cameras`)).body).toEqual({ cameraIds: [] });
  });

  it('stay as they are when one of the new ones is unknown', async () => {
    const { id } = await create();
    const [known, unknown] = [await world.addCamera(), randomUUID()];
    await ask(`PUT /users/${id}/cameras`, { cameraIds: [known] });
    const answer = await ask(`PUT /users/${id}/cameras`, { cameraIds: [unknown] });

    expect([answer.status, answer.body]).toMatchObject([
      404,
      { code: 'camera-not-found', cameraIds: [unknown] },
    ]);
    expect((await ask(`GET /users/${id}/cameras`)).body).toEqual({ cameraIds: [known] });
  });
});

describe('the audit trail', () => {
  it('tells who changed which account, and never a password', async () => {
    const { id, username } = await create();
    await ask(`PATCH /users/${id}`, { password: 'another long password', role: 'viewer' });
    const camera = await world.addCamera();
    await ask(`PUT /users/${id}/cameras`, { cameraIds: [camera] });
    await ask(`DELETE /users/${id}`);
    await ask(`DELETE /users/${admin.userId}`);

    const entries = await trail(`userId=${admin.userId}&limit=5`);
    expect(entries).toMatchObject([
      { action: 'user.delete', outcome: 'refused', details: { problem: 'own-account' } },
      { action: 'user.delete', outcome: 'success', details: { target: id, username } },
      {
        action: 'user.access',
        outcome: 'success',
        details: { username, added: { count: 1, cameraIds: [camera] }, removed: { count: 0 } },
      },
      { action: 'user.update', outcome: 'success', details: { role: 'viewer', passwordReset: true } },
      { action: 'user.create', outcome: 'success', username: admin.username, details: { username } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('long password');
    expect(entries[0]).toMatchObject({ sourceAddress: '127.0.0.1', requestId: expect.any(String) });
  });

  it('tells of sign-ins that were let in and refused, and of signing out', async () => {
    const { id, username } = await create();
    await signIn(username, 'a wrong password 1');
    const { refreshToken } = TokenGrant.parse((await signIn(username)).body);
    await call(service.url, 'POST /api/v1/auth/logout', { body: { refreshToken } });
    await call(service.url, 'POST /api/v1/auth/logout', { body: { refreshToken } });
    await signIn(`nobody-${username}`);

    expect(await trail(`username=${username.toUpperCase()}`)).toMatchObject([
      { action: 'session.logout', outcome: 'success', userId: id },
      { action: 'session.login', outcome: 'success', userId: id },
      { action: 'session.login', outcome: 'refused', details: { problem: 'credentials-wrong' } },
    ]);
    const [unknown] = await trail(`username=nobody-${username}`);
    expect(unknown).toMatchObject({ action: 'session.login', outcome: 'refused' });
    expect(unknown).not.toHaveProperty('userId');
  });

  it('is narrowed by action, camera, outcome and time, and read page by page', async () => {
    const cameraId = await world.addCamera();
    const at = (second: number) => new Date(Date.UTC(2026, 1, 1, 12, 0, second));
    const rows = [0, 1, 2, 3].map((second) => ({
      at: at(second),
      user_id: null,
      username: 'Omar',
      action: second === 3 ? 'recording.stop' : 'recording.start',
      camera_id: cameraId,
      outcome: second === 1 ? ('refused' as const) : ('success' as const),
      source_address: null,
      request_id: null,
      details: null,
    }));
    await world.rows.insertInto('audit_entries').values(rows).execute();
    const seconds = async (query: string) =>
      (await trail(`cameraId=${cameraId}&${query}`)).map((entry) => new Date(entry.at).getUTCSeconds());

    expect(await seconds('')).toEqual([3, 2, 1, 0]);
    expect(await seconds('action=recording.start&outcome=success')).toEqual([2, 0]);
    expect(await seconds(`from=${at(1).toISOString()}&to=${at(3).toISOString()}`)).toEqual([2, 1]);
    expect(await seconds('limit=2&offset=1')).toEqual([2, 1]);
    expect((await ask(`GET /audit?cameraId=${cameraId}&limit=1`)).body).toMatchObject({ total: 4 });
    expect((await ask('GET /audit?from=yesterday')).status).toBe(400);
  });
});
