import { cameraOf, liveCloseCodes } from '@playhead/contracts';
import { call } from '@playhead/service-kit/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createBreakableDatabase } from '../testing/breakable-database.ts';
import { createLiveWorld, type LiveWorld } from '../testing/live-world.ts';

let live: LiveWorld;

beforeAll(async () => {
  live = await createLiveWorld();
});
beforeEach(() => live.closeProbes());
afterAll(() => live?.close());

const asAdmin = async (request: string, body?: unknown) => {
  const admin = await live.world.addUser({ role: 'admin' });
  return call(live.one.url, request, { token: admin.token, body });
};

describe('access to cameras', () => {
  it('holds at once for what happens after it was changed, on every instance, and who has it is told', async () => {
    const withdrawn = await live.world.addCamera();
    const granted = await live.world.addCamera();
    const guest = await live.world.addUser({ allCameras: false, cameras: [withdrawn] });
    const clients = [
      await live.probe(live.one, undefined, guest.token),
      await live.probe(live.two, undefined, guest.token),
      await live.probe(live.two, undefined, guest.token),
    ];
    await live.publish(1, withdrawn);
    await live.publish(1, granted);

    const answer = await asAdmin(`PUT /api/v1/users/${guest.userId}/cameras`, { cameraIds: [granted] });
    await live.publish(1, withdrawn);
    await live.publish(1, granted);

    expect(answer.status).toBe(200);
    for (const client of clients) {
      await client.until(() => client.events.some((event) => cameraOf(event) === granted));
      expect(client.events).toMatchObject([
        { cameraId: withdrawn },
        { type: 'access_changed', userId: guest.userId },
        { cameraId: granted },
      ]);
    }
  });

  it.each([
    ['the role', { role: 'operator' }],
    ['the sight of all cameras', { allCameras: false }],
  ])('is changed with %s: only the person is told', async (_what, changes) => {
    const person = await live.world.addUser();
    const theirs = await live.probe(live.two, undefined, person.token);
    const others = await live.probe(live.two);

    expect((await asAdmin(`PATCH /api/v1/users/${person.userId}`, changes)).status).toBe(200);
    await theirs.until(() => theirs.events.length > 0);
    await live.publish();
    await others.until(() => others.events.length > 0);

    expect(theirs.events[0]).toMatchObject({ type: 'access_changed', userId: person.userId });
    expect(others.events).toMatchObject([{ type: 'recording_started' }]);
  });

  it('that was changed while its person was away is told when they come back', async () => {
    const guest = await live.world.addUser({ allCameras: false, cameras: [live.camera] });
    const before = await live.probe(live.one, undefined, guest.token);
    await live.publish();
    await before.until(() => before.ids.length > 0);
    await before.close();
    await asAdmin(`PUT /api/v1/users/${guest.userId}/cameras`, { cameraIds: [] });
    await live.publish();

    const back = await live.probe(live.two, before.ids.at(-1), guest.token);
    await back.until(() => back.events.length > 0);

    expect(back.events).toMatchObject([{ type: 'access_changed' }]);
  });

  it('is not changed by a refused request: nobody is told', async () => {
    const guest = await live.world.addUser({ allCameras: false, cameras: [live.camera] });
    const client = await live.probe(live.one, undefined, guest.token);
    const unknown = guest.userId;

    const answer = await asAdmin(`PUT /api/v1/users/${guest.userId}/cameras`, { cameraIds: [unknown] });
    await live.publish();
    await client.until(() => client.events.length > 0);

    expect(answer.status).toBe(404);
    expect(client.events).toMatchObject([{ type: 'recording_started' }]);
  });

  it('ends with the account: its connections are closed', async () => {
    const guest = await live.world.addUser();
    const client = await live.probe(live.two, undefined, guest.token);
    const closed = new Promise((resolve) => client.socket.once('close', resolve));
    await asAdmin(`DELETE /api/v1/users/${guest.userId}`);

    expect(await closed).toBe(liveCloseCodes.signInRequired);
  });
});

describe('when the listening connection breaks', () => {
  /** An instance whose listening connection is broken when it is told to be, and stays so until that is mended. */
  const givenBreakable = async () => {
    const way = await createBreakableDatabase(live.world.database.url);
    onTestFinished(way.cut);
    const service = await live.world.start({ DATABASE_URL: way.url });
    const ready = async () => (await fetch(`${service.url}/health/ready`)).status;
    const breakListening = async () => {
      way.bar();
      await sql`
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'playhead-console-events' AND datname = current_database()
      `.execute(live.world.rows);
      await expect.poll(ready).toBe(503);
    };
    return { service, ready, breakListening, mend: way.mend };
  };

  it('events stored meanwhile reach the clients that stayed, and console says that it is not ready', async () => {
    const { service, ready, breakListening, mend } = await givenBreakable();
    const client = await live.probe(service);
    await breakListening();
    await live.publish(4);
    expect(client.ids).toEqual([]);

    await mend();
    await client.until(() => client.ids.length >= 4);
    expect(client.ids).toEqual((await live.stored()).slice(-4));
    await expect.poll(ready).toBe(200);
  });

  it('what was taken away meanwhile is not told', async () => {
    const { service, breakListening, mend } = await givenBreakable();
    const guest = await live.world.addUser({ allCameras: false, cameras: [live.camera] });
    const other = await live.world.addCamera();
    await live.world.rows
      .insertInto('camera_access')
      .values({ user_id: guest.userId, camera_id: other })
      .execute();
    const client = await live.probe(service, undefined, guest.token);
    await breakListening();
    await live.world.rows.deleteFrom('camera_access').where('camera_id', '=', live.camera).execute();
    await live.publish();
    await live.publish(1, other);
    await mend();
    await client.until(() => client.ids.length > 0);

    expect(client.events.map(cameraOf)).toEqual([other]);
  });
});
