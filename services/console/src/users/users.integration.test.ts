import { randomUUID } from 'node:crypto';
import { UserCameras, UserList } from '@playhead/contracts';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsoleWorld } from '../testing/console-world.ts';
import { createPeopleApi, type PeopleApi } from '../testing/people-api.ts';
import { UserChangesRepository } from './user-changes.repository.ts';

let people: PeopleApi;

beforeAll(async () => {
  people = await createPeopleApi();
});
afterAll(() => people?.close());

describe('accounts', () => {
  it('are made, and sign in with their password and role', async () => {
    const answer = await people.ask(
      'POST /users',
      people.newUser({ username: 'Omar.2', role: 'investigator' }),
    );

    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ username: 'Omar.2', role: 'investigator', allCameras: true });
    expect(JSON.stringify(answer.body)).not.toMatch(/password|argon/i);
    expect((await people.signIn('omar.2')).status).toBe(200);
  });

  it('have names of their own, whatever the case', async () => {
    const { username } = await people.create();
    const answer = await people.ask('POST /users', people.newUser({ username: username.toUpperCase() }));

    expect([answer.status, answer.body]).toMatchObject([409, { code: 'username-taken' }]);
  });

  it.each([
    [{ password: 'short' }, 'password'],
    [{ username: 'has space' }, 'username'],
    [{ username: '' }, 'username'],
    [{ role: 'root' }, 'role'],
    [{ displayName: ' ' }, 'displayName'],
  ])('with %j are refused, and the fault named', async (wishes, field) => {
    const answer = await people.ask('POST /users', people.newUser(wishes));

    expect([answer.status, answer.body]).toMatchObject([400, { errors: [{ pointer: `#/${field}` }] }]);
  });

  it('are listed page by page and found by name', async () => {
    const tag = randomUUID().slice(0, 8);
    for (const n of [2, 1, 3]) await people.create({ username: `p${n}-${tag}`, displayName: `100%_${tag}` });
    const page = UserList.parse(
      (await people.ask(`GET /users?search=${tag.toUpperCase()}&limit=2&offset=1`)).body,
    );
    const literal = UserList.parse((await people.ask(`GET /users?search=${encodeURIComponent('%_')}`)).body);

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
    const answer = await people.ask(request.replace('ID', randomUUID()), body);

    expect([answer.status, answer.body]).toMatchObject([404, { code: 'user-not-found' }]);
  });

  it.each(['viewer', 'investigator', 'operator'] as const)(
    'are none of the business of a %s',
    async (role) => {
      const { token } = await people.world.addUser({ role });

      for (const request of [
        'GET /users',
        'POST /users',
        'GET /audit',
        `PUT /users/${people.admin.userId}/cameras`,
      ]) {
        expect((await people.ask(request, undefined, token)).status).toBe(403);
      }
    },
  );

  it.each([[{}], [{ username: 'other' }], [{ password: 'short' }]])(
    'can not be changed to %j',
    async (changes) => {
      const { id } = await people.create();

      expect((await people.ask(`PATCH /users/${id}`, changes)).status).toBe(400);
    },
  );
});

describe('administrators', () => {
  it('can not delete or demote themselves, and may change what else is theirs', async () => {
    const own = `/users/${people.admin.userId}`;

    expect((await people.ask(`DELETE ${own}`)).body).toMatchObject({ code: 'own-account', status: 409 });
    expect((await people.ask(`PATCH ${own}`, { role: 'viewer' })).body).toMatchObject({
      code: 'own-account',
    });
    expect((await people.ask(`PATCH ${own}`, { role: 'admin', displayName: 'Ada' })).status).toBe(200);
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

      await expect(changes.delete(only.userId, new Date())).rejects.toMatchObject({
        code: 'last-admin',
        status: 409,
      });
      await expect(changes.update(only.userId, { role: 'viewer' }, new Date())).rejects.toMatchObject({
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
    const { id } = await people.create({ allCameras: false });
    const [a, b, c] = [
      await people.world.addCamera(),
      await people.world.addCamera(),
      await people.world.addCamera(),
    ];
    await people.ask(`PUT /users/${id}/cameras`, { cameraIds: [a, b] });
    const answer = await people.ask(`PUT /users/${id}/cameras`, { cameraIds: [b, c, c] });

    expect(answer.status).toBe(200);
    expect(
      UserCameras.parse((await people.ask(`GET /users/${id}/cameras`)).body).cameraIds.toSorted(),
    ).toEqual([b, c].toSorted());
    await people.ask(`PUT /users/${id}/cameras`, { cameraIds: [] });
    expect((await people.ask(`GET /users/${id}/cameras`)).body).toEqual({ cameraIds: [] });
  });

  it('stay as they are when one of the new ones is unknown', async () => {
    const { id } = await people.create();
    const [known, unknown] = [await people.world.addCamera(), randomUUID()];
    await people.ask(`PUT /users/${id}/cameras`, { cameraIds: [known] });
    const answer = await people.ask(`PUT /users/${id}/cameras`, { cameraIds: [unknown] });

    expect([answer.status, answer.body]).toMatchObject([
      404,
      { code: 'camera-not-found', cameraIds: [unknown] },
    ]);
    expect((await people.ask(`GET /users/${id}/cameras`)).body).toEqual({ cameraIds: [known] });
  });
});
