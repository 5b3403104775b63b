import { cameraOf, liveCloseCodes } from '@playhead/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLiveWorld, type LiveWorld } from '../testing/live-world.ts';

let live: LiveWorld;

beforeAll(async () => {
  live = await createLiveWorld();
});
beforeEach(() => live.closeProbes());
afterAll(() => live?.close());

describe('access to cameras', () => {
  it('that is taken away ends the events of that camera at once, on every instance', async () => {
    const other = await live.world.addCamera();
    const guest = await live.world.addUser({ allCameras: false, cameras: [live.camera, other] });
    const admin = await live.world.addUser({ role: 'admin' });
    const client = await live.probe(live.two, undefined, guest.token);
    await live.publish();
    await client.until(() => client.ids.length >= 1);

    const answer = await fetch(`${live.one.url}/api/v1/users/${guest.userId}/cameras`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${admin.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ cameraIds: [other] }),
    });
    expect(answer.status).toBe(200);
    await vi.waitFor(
      async () => {
        const before = client.events.length;
        await live.publish();
        await live.publish(1, other);
        await client.until(
          () => client.events.map(cameraOf).at(-1) === other && client.events.length > before,
        );
        expect(client.events.slice(before).map(cameraOf)).toEqual([other]);
      },
      { timeout: 5_000 },
    );
  });

  it('ends with the account: its connections are closed', async () => {
    const guest = await live.world.addUser();
    const admin = await live.world.addUser({ role: 'admin' });
    const client = await live.probe(live.two, undefined, guest.token);
    const closed = new Promise((resolve) => client.socket.once('close', resolve));
    await fetch(`${live.one.url}/api/v1/users/${guest.userId}`, {
      method: 'DELETE',
      headers: { Authorization: `Bearer ${admin.token}` },
    });

    expect(await closed).toBe(liveCloseCodes.signInRequired);
  });
});

describe('when the listening connection breaks', () => {
  const breakListening = () =>
    sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'playhead-console-events' AND datname = current_database()
    `.execute(live.world.rows);
  const ready = async () => (await fetch(`${live.one.url}/health/ready`)).status;

  it('events stored meanwhile reach the clients that stayed, and console says that it is not ready', async () => {
    const client = await live.probe(live.one);
    await breakListening();
    await vi.waitFor(async () => expect(await ready()).toBe(503));
    await live.publish(4);
    expect(client.ids).toEqual([]);

    await client.until(() => client.ids.length >= 4);
    expect(client.ids).toEqual((await live.stored()).slice(-4));
    await vi.waitFor(async () => expect(await ready()).toBe(200), { timeout: 5_000 });
  });

  it('what was taken away meanwhile is not told', async () => {
    const guest = await live.world.addUser({ allCameras: false, cameras: [live.camera] });
    const other = await live.world.addCamera();
    await live.world.rows
      .insertInto('camera_access')
      .values({ user_id: guest.userId, camera_id: other })
      .execute();
    const client = await live.probe(live.one, undefined, guest.token);
    await breakListening();
    await vi.waitFor(async () => expect(await ready()).toBe(503));
    await live.world.rows.deleteFrom('camera_access').where('camera_id', '=', live.camera).execute();
    await live.publish();
    await live.publish(1, other);
    await client.until(() => client.ids.length > 0);

    expect(client.events.map(cameraOf)).toEqual([other]);
  });
});
