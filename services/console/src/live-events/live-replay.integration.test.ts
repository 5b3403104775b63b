import { type CameraId, cameraOf, liveCloseCodes } from '@playhead/contracts';
import { connect } from '@playhead/database';
import { announceLiveEvent, type NewLiveEvent, publishLiveEvent } from '@playhead/service-kit';
import type { TestService } from '@playhead/service-kit/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ConsoleWorld, createConsoleWorld } from '../testing/console-world.ts';
import { LiveProbe } from '../testing/live-probe.ts';
import { UpkeepService } from '../upkeep/upkeep.service.ts';

let world: ConsoleWorld;
let one: TestService;
let two: TestService;
let camera: CameraId;
let token: string;
const probes: LiveProbe[] = [];

beforeAll(async () => {
  world = await createConsoleWorld();
  one = await world.start();
  two = await world.start();
  camera = await world.addCamera();
  token = (await world.addUser()).token;
});

beforeEach(async () => {
  for (const probe of probes.splice(0)) await probe.close();
});

afterAll(async () => {
  for (const probe of probes.splice(0)) await probe.close();
  await world?.close();
});

const probe = async (service: TestService, lastEventId?: string, as = token) => {
  const opened = await LiveProbe.open(service.url, as, lastEventId);
  probes.push(opened);
  return opened;
};

const started = (cameraId = camera): Extract<NewLiveEvent, { type: 'recording_started' }> => ({
  type: 'recording_started',
  cameraId,
  at: '2026-03-01T12:00:00.000Z',
  status: { isRecording: false },
});

const publish = async (count = 1, cameraId = camera) => {
  for (let n = 0; n < count; n += 1) await publishLiveEvent(world.rows, started(cameraId));
};

const stored = async (): Promise<string[]> => {
  const rows = await world.rows.selectFrom('live_events').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
};
const after = (ids: string[], id: string) => ids.filter((other) => BigInt(other) > BigInt(id));

describe('a client that comes back', () => {
  it('is told everything it missed, in order and once, on whichever instance it comes back to', async () => {
    const first = await probe(one);
    await publish(2);
    await first.until(() => first.ids.length >= 2);
    await first.close();
    await publish(30);

    const second = await probe(two, first.ids.at(-1));
    await publish(3);
    await second.until(() => second.ids.length >= 33);

    expect(second.messages[0]).toEqual({ type: 'authenticated' });
    expect(second.ids).toEqual(after(await stored(), first.ids.at(-1) ?? ''));
  });

  it('is told from where it stands when it had seen nothing yet', async () => {
    const first = await probe(one);
    const [greeting] = first.messages;
    await first.close();
    await publish(2);

    expect(greeting).toMatchObject({ type: 'authenticated', lastEventId: (await stored()).at(-3) });
    const second = await probe(two, greeting?.type === 'authenticated' ? greeting.lastEventId : undefined);
    await second.until(() => second.ids.length >= 2);
    expect(second.ids).toEqual((await stored()).slice(-2));
  });

  it('is told only of cameras it may see', async () => {
    const hidden = await world.addCamera();
    const guest = await world.addUser({ allCameras: false, cameras: [camera] });
    await publish();
    const last = (await stored()).at(-1);
    await publish(1, hidden);
    await publish();

    const back = await probe(one, last, guest.token);
    await back.until(() => back.ids.length >= 1);
    await publish(1, hidden);
    await publish();
    await back.until(() => back.ids.length >= 2);

    expect(back.events.map(cameraOf)).toEqual([camera, camera]);
  });

  it.each(['999999999', 'e7', '0'])('after the unknown event %s is told to read all again', async (id) => {
    const back = await probe(one, id);
    await back.until(() => back.messages.length >= 2);

    expect(back.messages[1]).toEqual({ type: 'resync', lastEventId: (await stored()).at(-1) });
    await publish();
    await back.until(() => back.ids.length >= 1);
  });

  it('is told to read all again when more than 1,000 events are behind, and not when it is 1,000', async () => {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO live_events (type, camera_id, payload)
      SELECT 'recording_started', ${camera}::uuid, ${JSON.stringify(started())}::jsonb
      FROM generate_series(1, 1002) RETURNING id
    `.execute(world.rows);

    const late = await probe(two, rows[0]?.id);
    await late.until(() => late.messages.length >= 2);
    const inTime = await probe(two, rows[1]?.id);
    await inTime.until(() => inTime.ids.length >= 1_000);

    expect(late.messages[1]).toMatchObject({ type: 'resync' });
    expect(inTime.ids).toEqual(rows.slice(2).map(({ id }) => id));
    const other = await probe(one);
    await publish();
    await Promise.all(
      [inTime, other].map((client) =>
        client.until(() => client.ids.at(-1) === String(Number(rows.at(-1)?.id) + 1)),
      ),
    );
  });
});

describe('events of several publishers', () => {
  it('are told in the order of their ids though a later one was ready first', async () => {
    const client = await probe(one);
    const slow = connect({ url: world.database.url, maxConnections: 1 });
    let commit = () => {};
    const committed = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let published = () => {};
    const isPublished = new Promise<void>((resolve) => {
      published = resolve;
    });
    const first = slow.transaction().execute(async (transaction) => {
      await publishLiveEvent(transaction, started());
      published();
      await committed;
    });
    await isPublished;
    const second = publish();
    await vi.waitFor(async () => {
      const { rows } = await sql`
        SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      `.execute(world.rows);
      expect(rows).toHaveLength(1);
    });
    commit();
    await Promise.all([first, second]);
    await slow.destroy();
    await client.until(() => client.ids.length >= 2);

    expect(client.ids).toEqual((await stored()).slice(-2));
  });

  it('reach clients that come and go without one missing or twice, also when some are rolled back', async () => {
    await publish();
    const begin = (await stored()).at(-1) ?? '';
    const steady = await probe(one);
    let publishing = true;
    const publishers = Promise.all(
      Array.from({ length: 12 }, async (_, publisher) => {
        for (let n = 0; n < 25; n += 1) {
          const work = world.rows.transaction().execute(async (transaction) => {
            await publishLiveEvent(transaction, started());
            if ((publisher + n) % 5 === 0) throw new Error('rolled back');
          });
          await work.catch((error: unknown) => expect(error).toMatchObject({ message: 'rolled back' }));
        }
      }),
    ).finally(() => {
      publishing = false;
    });
    const seen: string[] = [];
    for (let visit = 0; publishing; visit += 1) {
      const visitor = await probe(visit % 2 === 0 ? one : two, seen.at(-1) ?? begin);
      await Promise.race([visitor.until(() => visitor.ids.length > 3), publishers]);
      await visitor.close();
      seen.push(...visitor.ids);
    }
    await publishers;
    const last = await probe(two, seen.at(-1));
    const all = after(await stored(), begin);
    await last.until(() => seen.length + last.ids.length >= all.length);
    await steady.until(() => steady.ids.at(-1) === all.at(-1));

    expect([...seen, ...last.ids]).toEqual(all);
    expect(after(steady.ids, begin)).toEqual(all);
    expect(all).toHaveLength(240);
  });
});

describe('when the listening connection breaks', () => {
  const breakListening = () =>
    sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'playhead-console-events' AND datname = current_database()
    `.execute(world.rows);
  const ready = async () => (await fetch(`${one.url}/health/ready`)).status;

  it('events stored meanwhile reach the clients that stayed, and console says that it is not ready', async () => {
    const client = await probe(one);
    await breakListening();
    await vi.waitFor(async () => expect(await ready()).toBe(503));
    await publish(4);
    expect(client.ids).toEqual([]);

    await client.until(() => client.ids.length >= 4);
    expect(client.ids).toEqual((await stored()).slice(-4));
    await vi.waitFor(async () => expect(await ready()).toBe(200), { timeout: 5_000 });
  });

  it('what was taken away meanwhile is not told', async () => {
    const guest = await world.addUser({ allCameras: false, cameras: [camera] });
    const other = await world.addCamera();
    await world.rows
      .insertInto('camera_access')
      .values({ user_id: guest.userId, camera_id: other })
      .execute();
    const client = await probe(one, undefined, guest.token);
    await breakListening();
    await vi.waitFor(async () => expect(await ready()).toBe(503));
    await world.rows.deleteFrom('camera_access').where('camera_id', '=', camera).execute();
    await publish();
    await publish(1, other);
    await client.until(() => client.ids.length > 0);

    expect(client.events.map(cameraOf)).toEqual([other]);
  });
});

describe('what is announced', () => {
  it('but not stored is told to those who are there, paced, and never again', async () => {
    const client = await probe(one);
    for (let n = 0; n < 5; n += 1) {
      await announceLiveEvent(world.rows, { ...started(), type: 'recording_progress' });
    }
    await publish();
    await client.until(() => client.ids.length >= 2);

    expect(client.ids).toEqual(['', (await stored()).at(-1)]);
  });

  it.each(['not json', '', '{"id":7}', 'null'])('as %j by somebody else does no harm', async (payload) => {
    const client = await probe(one);
    await sql`SELECT pg_notify('playhead_live_events', ${payload})`.execute(world.rows);
    await publish();
    await client.until(() => client.ids.length >= 1);
  });

  it('of a kind that is not known here is passed over', async () => {
    const client = await probe(one);
    await sql`
      INSERT INTO live_events (type, camera_id, payload) VALUES ('unknown', ${camera}::uuid, '{"type":"unknown"}')
    `.execute(world.rows);
    await publish();
    await client.until(() => client.ids.length >= 1);

    expect(client.ids).toEqual((await stored()).slice(-1));
  });
});

describe('the retention of events', () => {
  it('deletes what is older than a day, however many ask at once, and keeps the newest', async () => {
    await world.rows
      .updateTable('live_events')
      .set({ created_at: new Date(Date.now() - 25 * 3_600_000) })
      .execute();
    const old = await stored();
    await publish(2);
    const [kept, newest] = (await stored()).slice(-2);
    await Promise.all([one, two].map((service) => service.app.get(UpkeepService).run()));

    expect(await stored()).toEqual([kept, newest]);
    const late = await probe(one, old.at(-1));
    await late.until(() => late.messages.length >= 2);
    expect(late.messages[1]).toMatchObject({ type: 'resync' });

    await world.rows
      .updateTable('live_events')
      .set({ created_at: new Date(0) })
      .execute();
    await one.app.get(UpkeepService).run();
    expect(await stored()).toEqual([newest]);
  });
});

describe('access to cameras', () => {
  it('that is taken away ends the events of that camera at once, on every instance', async () => {
    const other = await world.addCamera();
    const guest = await world.addUser({ allCameras: false, cameras: [camera, other] });
    const admin = await world.addUser({ role: 'admin' });
    const client = await probe(two, undefined, guest.token);
    await publish();
    await client.until(() => client.ids.length >= 1);

    const answer = await fetch(`${one.url}/api/v1/users/${guest.userId}/cameras`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${admin.token}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ cameraIds: [other] }),
    });
    expect(answer.status).toBe(200);
    await vi.waitFor(
      async () => {
        const before = client.events.length;
        await publish();
        await publish(1, other);
        await client.until(
          () => client.events.map(cameraOf).at(-1) === other && client.events.length > before,
        );
        expect(client.events.slice(before).map(cameraOf)).toEqual([other]);
      },
      { timeout: 5_000 },
    );
  });

  it('ends with the account: its connections are closed', async () => {
    const guest = await world.addUser();
    const admin = await world.addUser({ role: 'admin' });
    const client = await probe(two, undefined, guest.token);
    const closed = new Promise((resolve) => client.socket.once('close', resolve));
    await fetch(`${one.url}/api/v1/users/${guest.userId}`, {
      method: 'DELETE',
      headers: { Authorization: `Bearer ${admin.token}` },
    });

    expect(await closed).toBe(liveCloseCodes.signInRequired);
  });
});
