import { connect } from '@playhead/database';
import { announceLiveEvent, publishLiveEvent } from '@playhead/service-kit';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { after, createLiveWorld, type LiveWorld } from '../testing/live-world.ts';

let live: LiveWorld;

beforeAll(async () => {
  live = await createLiveWorld();
});
beforeEach(() => live.closeProbes());
afterAll(() => live?.close());

describe('events of several publishers', () => {
  it('are told in the order of their ids though a later one was ready first', async () => {
    const client = await live.probe(live.one);
    const slow = connect({ url: live.world.database.url, maxConnections: 1 });
    let commit = () => {};
    const committed = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let published = () => {};
    const isPublished = new Promise<void>((resolve) => {
      published = resolve;
    });
    const first = slow.transaction().execute(async (transaction) => {
      await publishLiveEvent(transaction, live.started());
      published();
      await committed;
    });
    await isPublished;
    const second = live.publish();
    await vi.waitFor(async () => {
      const { rows } = await sql`
        SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      `.execute(live.world.rows);
      expect(rows).toHaveLength(1);
    }, 10_000);
    commit();
    await Promise.all([first, second]);
    await slow.destroy();
    await client.until(() => client.ids.length >= 2);

    expect(client.ids).toEqual((await live.stored()).slice(-2));
  });

  it('reach clients that come and go without one missing or twice, also when some are rolled back', async () => {
    await live.publish();
    const begin = (await live.stored()).at(-1) ?? '';
    const steady = await live.probe(live.one);
    let publishing = true;
    const publishers = Promise.all(
      Array.from({ length: 12 }, async (_, publisher) => {
        for (let n = 0; n < 25; n += 1) {
          const work = live.world.rows.transaction().execute(async (transaction) => {
            await publishLiveEvent(transaction, live.started());
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
      const visitor = await live.probe(visit % 2 === 0 ? live.one : live.two, seen.at(-1) ?? begin);
      await Promise.race([visitor.until(() => visitor.ids.length > 3), publishers]);
      await visitor.close();
      seen.push(...visitor.ids);
    }
    await publishers;
    const last = await live.probe(live.two, seen.at(-1));
    const all = after(await live.stored(), begin);
    await last.until(() => seen.length + last.ids.length >= all.length);
    await steady.until(() => steady.ids.at(-1) === all.at(-1));

    expect([...seen, ...last.ids]).toEqual(all);
    expect(after(steady.ids, begin)).toEqual(all);
    expect(all).toHaveLength(240);
  });
});

describe('what is announced', () => {
  it('but not stored is told to those who are there, paced, and never again', async () => {
    const client = await live.probe(live.one);
    for (let n = 0; n < 5; n += 1) {
      await announceLiveEvent(live.world.rows, { ...live.started(), type: 'recording_progress' });
    }
    await live.publish();
    await client.until(() => client.ids.length >= 2);

    expect(client.ids).toEqual(['', (await live.stored()).at(-1)]);
  });

  it.each(['not json', '', '{"id":7}', 'null'])('as %j by somebody else does no harm', async (payload) => {
    const client = await live.probe(live.one);
    await sql`SELECT pg_notify('playhead_live_events', ${payload})`.execute(live.world.rows);
    await live.publish();
    await client.until(() => client.ids.length >= 1);
  });

  it('of a kind that is not known here is passed over', async () => {
    const client = await live.probe(live.one);
    await sql`
      INSERT INTO live_events (type, camera_id, payload) VALUES ('unknown', ${live.camera}::uuid, '{"type":"unknown"}')
    `.execute(live.world.rows);
    await live.publish();
    await client.until(() => client.ids.length >= 1);

    expect(client.ids).toEqual((await live.stored()).slice(-1));
  });
});
