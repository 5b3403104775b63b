import { cameraOf } from '@playhead/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { after, createLiveWorld, type LiveWorld } from '../testing/live-world.ts';
import { UpkeepService } from '../upkeep/upkeep.service.ts';

let live: LiveWorld;

beforeAll(async () => {
  live = await createLiveWorld();
});
beforeEach(() => live.closeProbes());
afterAll(() => live?.close());

describe('a client that comes back', () => {
  it('is told everything it missed, in order and once, on whichever instance it comes back to', async () => {
    const first = await live.probe(live.one);
    await live.publish(2);
    await first.until(() => first.ids.length >= 2);
    await first.close();
    await live.publish(30);

    const second = await live.probe(live.two, first.ids.at(-1));
    await live.publish(3);
    await second.until(() => second.ids.length >= 33);

    expect(second.messages[0]).toEqual({ type: 'authenticated', aliveSeconds: 15 });
    expect(second.ids).toEqual(after(await live.stored(), first.ids.at(-1) ?? ''));
  });

  it('is told from where it stands when it had seen nothing yet', async () => {
    // The instance has read everything that is stored: it tells of the newest.
    const reading = await live.probe(live.one);
    await live.publish();
    const newest = (await live.stored()).at(-1);
    await reading.until(() => reading.ids.at(-1) === newest);
    await reading.close();

    const first = await live.probe(live.one);
    const [greeting] = first.messages;
    await first.close();
    await live.publish(2);

    expect(greeting).toMatchObject({ type: 'authenticated', lastEventId: (await live.stored()).at(-3) });
    const second = await live.probe(
      live.two,
      greeting?.type === 'authenticated' ? greeting.lastEventId : undefined,
    );
    await second.until(() => second.ids.length >= 2);
    expect(second.ids).toEqual((await live.stored()).slice(-2));
  });

  it('is told only of cameras it may see', async () => {
    const hidden = await live.world.addCamera();
    const guest = await live.world.addUser({ allCameras: false, cameras: [live.camera] });
    await live.publish();
    const last = (await live.stored()).at(-1);
    await live.publish(1, hidden);
    await live.publish();

    const back = await live.probe(live.one, last, guest.token);
    await back.until(() => back.ids.length >= 1);
    await live.publish(1, hidden);
    await live.publish();
    await back.until(() => back.ids.length >= 2);

    expect(back.events.map(cameraOf)).toEqual([live.camera, live.camera]);
  });

  it.each(['999999999', 'e7', '0'])('after the unknown event %s is told to read all again', async (id) => {
    const back = await live.probe(live.one, id);
    await back.until(() => back.messages.length >= 2);

    expect(back.messages[1]).toEqual({ type: 'resync', lastEventId: (await live.stored()).at(-1) });
    await live.publish();
    await back.until(() => back.ids.length >= 1);
  });

  it('is told to read all again when more than 1,000 events are behind, and not when it is 1,000', async () => {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO live_events (type, camera_id, payload)
      SELECT 'recording_started', ${live.camera}::uuid, ${JSON.stringify(live.started())}::jsonb
      FROM generate_series(1, 1002) RETURNING id
    `.execute(live.world.rows);

    const late = await live.probe(live.two, rows[0]?.id);
    await late.until(() => late.messages.length >= 2);
    const inTime = await live.probe(live.two, rows[1]?.id);
    await inTime.until(() => inTime.ids.length >= 1_000);

    expect(late.messages[1]).toMatchObject({ type: 'resync' });
    expect(inTime.ids).toEqual(rows.slice(2).map(({ id }) => id));
    const other = await live.probe(live.one);
    await live.publish();
    await Promise.all(
      [inTime, other].map((client) =>
        client.until(() => client.ids.at(-1) === String(Number(rows.at(-1)?.id) + 1)),
      ),
    );
  });
});

describe('the retention of events', () => {
  it('deletes what is older than a day, however many ask at once, and keeps the newest', async () => {
    await live.world.rows
      .updateTable('live_events')
      .set({ created_at: new Date(Date.now() - 25 * 3_600_000) })
      .execute();
    const old = await live.stored();
    await live.publish(2);
    const [kept, newest] = (await live.stored()).slice(-2);
    await Promise.all([live.one, live.two].map((service) => service.app.get(UpkeepService).run()));

    expect(await live.stored()).toEqual([kept, newest]);
    const late = await live.probe(live.one, old.at(-1));
    await late.until(() => late.messages.length >= 2);
    expect(late.messages[1]).toMatchObject({ type: 'resync' });

    await live.world.rows
      .updateTable('live_events')
      .set({ created_at: new Date(0) })
      .execute();
    await live.one.app.get(UpkeepService).run();
    expect(await live.stored()).toEqual([newest]);
  });
});
