import { TokenGrant } from '@playhead/contracts';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPeopleApi, type PeopleApi } from '../testing/people-api.ts';

let people: PeopleApi;

beforeAll(async () => {
  people = await createPeopleApi();
});
afterAll(() => people?.close());

describe('the audit trail', () => {
  it('tells who changed which account, and never a password', async () => {
    const { id, username } = await people.create();
    await people.ask(`PATCH /users/${id}`, { password: 'another long password', role: 'viewer' });
    const camera = await people.world.addCamera();
    await people.ask(`PUT /users/${id}/cameras`, { cameraIds: [camera] });
    await people.ask(`DELETE /users/${id}`);
    await people.ask(`DELETE /users/${people.admin.userId}`);

    const entries = await people.trail(`userId=${people.admin.userId}&limit=5`);
    expect(entries).toMatchObject([
      { action: 'user.delete', outcome: 'refused', details: { problem: 'own-account' } },
      { action: 'user.delete', outcome: 'success', details: { target: id, username } },
      {
        action: 'user.access',
        outcome: 'success',
        details: { username, added: { count: 1, cameraIds: [camera] }, removed: { count: 0 } },
      },
      { action: 'user.update', outcome: 'success', details: { role: 'viewer', passwordReset: true } },
      { action: 'user.create', outcome: 'success', username: people.admin.username, details: { username } },
    ]);
    expect(JSON.stringify(entries)).not.toContain('long password');
    expect(entries[0]).toMatchObject({ sourceAddress: '127.0.0.1', requestId: expect.any(String) });
  });

  it('tells of sign-ins that were let in and refused, and of signing out', async () => {
    const { id, username } = await people.create();
    await people.signIn(username, 'a wrong password 1');
    const { refreshToken } = TokenGrant.parse((await people.signIn(username)).body);
    await call(people.service.url, 'POST /api/v1/auth/logout', { body: { refreshToken } });
    await call(people.service.url, 'POST /api/v1/auth/logout', { body: { refreshToken } });
    await people.signIn(`nobody-${username}`);

    expect(await people.trail(`username=${username.toUpperCase()}`)).toMatchObject([
      { action: 'session.logout', outcome: 'success', userId: id },
      { action: 'session.login', outcome: 'success', userId: id },
      { action: 'session.login', outcome: 'refused', details: { problem: 'credentials-wrong' } },
    ]);
    const [unknown] = await people.trail(`username=nobody-${username}`);
    expect(unknown).toMatchObject({ action: 'session.login', outcome: 'refused' });
    expect(unknown).not.toHaveProperty('userId');
  });

  it('is narrowed by action, camera, outcome and time, and read page by page', async () => {
    const cameraId = await people.world.addCamera();
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
    await people.world.rows.insertInto('audit_entries').values(rows).execute();
    const seconds = async (query: string) =>
      (await people.trail(`cameraId=${cameraId}&${query}`)).map((entry) =>
        new Date(entry.at).getUTCSeconds(),
      );

    expect(await seconds('')).toEqual([3, 2, 1, 0]);
    expect(await seconds('action=recording.start&outcome=success')).toEqual([2, 0]);
    expect(await seconds(`from=${at(1).toISOString()}&to=${at(3).toISOString()}`)).toEqual([2, 1]);
    expect(await seconds('limit=2&offset=1')).toEqual([2, 1]);
    expect((await people.ask(`GET /audit?cameraId=${cameraId}&limit=1`)).body).toMatchObject({ total: 4 });
    expect((await people.ask('GET /audit?from=yesterday')).status).toBe(400);
  });
});
