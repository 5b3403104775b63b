import { RecordingQueryResult } from '@playhead/contracts';
import { type MilestoneClient, UnavailableError } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { FootageService } from '../footage.service.ts';
import type { Range } from '../footage.ts';
import { CacheUpkeepService } from './cache-upkeep.service.ts';
import { KnownFootage } from './known-footage.ts';

const HOUR_MS = 3_600_000;
const TTL_SECONDS = 300;
let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let nextCamera = 1;
/** The ranges that the VMS was asked for, as hours before the start of the test. */
let asked: () => [number, number][];
let start: Date;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

beforeEach(async () => {
  camera = await world.importCamera(nextCamera);
  nextCamera += 1;
  start = world.clock.now();
  const calls = vi.spyOn(world.service.app.get<MilestoneClient>(MILESTONE), 'querySequences');
  const hours = (time: Date) => (time.getTime() - start.getTime()) / HOUR_MS;
  asked = () => calls.mock.calls.map(([range]) => [hours(range.startTime), hours(range.endTime)]);
});
afterEach(() => {
  vi.restoreAllMocks();
  world.simulator.clearFaults();
});

const range = (from: number, to: number): Range => ({
  startTime: new Date(start.getTime() + from * HOUR_MS),
  endTime: new Date(start.getTime() + to * HOUR_MS),
});
const ask = (from: number, to: number, wishes: { refresh?: boolean } = {}) =>
  world.call(`POST /api/v1/cameras/${camera.id}/recordings/query`, { ...range(from, to), ...wishes });
const answer = async (...query: Parameters<typeof ask>) =>
  RecordingQueryResult.parse((await ask(...query)).body);
/** What is kept for all instances once it has been written. */
const rows = async () => {
  await world.service.app.get(CacheUpkeepService).flush();
  return world.database
    .selectFrom('milestone_playback_cache')
    .selectAll()
    .where('camera_id', '=', camera.id)
    .orderBy('start_time')
    .execute();
};

/** What another instance, which remembers nothing of this one, would do. */
const forgetEverything = async () => {
  await rows();
  vi.spyOn(KnownFootage.prototype, 'find').mockReturnValue([]);
};

describe('footage that was asked for before', () => {
  it('is not asked for again', async () => {
    const first = await answer(-6, -2);

    expect(await answer(-6, -2)).toEqual(first);
    expect(await answer(-5, -3)).toMatchObject({
      queryRange: { start: range(-5, -3).startTime.toISOString() },
    });
    expect(asked()).toEqual([[-6, -2]]);
  });

  it('is asked for only where something is missing', async () => {
    await ask(-6, -5);
    await ask(-4, -3);
    await ask(-7, -2);

    expect(asked().toSorted(([one], [other]) => one - other)).toEqual([
      [-7, -6],
      [-6, -5],
      [-5, -4],
      [-4, -3],
      [-3, -2],
    ]);
  });

  it('is asked for in one piece where too many small ones are missing', async () => {
    for (let hour = -40; hour < -20; hour += 2) await ask(hour, hour + 1);

    await ask(-41, -20);

    expect(asked().slice(10)).toEqual([[-41, -20]]);
  });

  it('is asked for once however many ask at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(-6, -2)));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(asked()).toEqual([[-6, -2]]);
  });

  it('is asked for in parts by those who ask for overlapping ranges at the same time', async () => {
    const [whole] = await Promise.all([answer(-10, -2), answer(-6, -1), answer(-12, -8), answer(-9, -4)]);

    const ranges = asked().toSorted(([a], [b]) => a - b);
    expect(ranges.reduce((sum, [from, to]) => sum + to - from, 0)).toBeCloseTo(11, 6);
    vi.restoreAllMocks();
    expect(await answer(-10, -2, { refresh: true })).toEqual(whole);
  });

  it('is asked for again after the time that answers are kept', async () => {
    await ask(-6, -2);
    world.clock.advance(TTL_SECONDS - 1);
    await ask(-6, -2);
    expect(asked()).toHaveLength(1);

    world.clock.advance(1);
    await ask(-6, -2);

    expect(asked()).toEqual([
      [-6, -2],
      [-6, -2],
    ]);
  });

  it('is known to other instances, and their use is counted', async () => {
    const first = await answer(-6, -2);
    await forgetEverything();

    expect(await answer(-6, -2)).toEqual(first);
    expect(await answer(-5, -3)).toMatchObject({ sequences: expect.any(Array) });

    expect(asked()).toEqual([[-6, -2]]);
    expect((await rows()).map((row) => row.hit_count)).toEqual([2]);
  });

  it('is asked for again where its row can no longer be read', async () => {
    await ask(-6, -2);
    await rows();
    await world.database
      .updateTable('milestone_playback_cache')
      .set({ sequence_data: JSON.stringify({ sequences: 'of an older version' }) })
      .where('camera_id', '=', camera.id)
      .execute();
    await forgetEverything();

    expect((await ask(-6, -2)).status).toBe(200);
    expect(asked()).toHaveLength(2);
  });
});

describe('a question about a year', () => {
  const DAY = 24;
  const SLICE = 31 * DAY;

  it('is put to the VMS in slices of a month, a few at a time, and its answer is one', async () => {
    vi.restoreAllMocks();
    const client = world.service.app.get<MilestoneClient>(MILESTONE);
    const answered = client.querySequences.bind(client);
    let open = 0;
    let mostOpen = 0;
    const calls = vi.spyOn(client, 'querySequences').mockImplementation(async (...call) => {
      open += 1;
      mostOpen = Math.max(mostOpen, open);
      return answered(...call).finally(() => {
        open -= 1;
      });
    });
    const whole = await answer(-365 * DAY, -1);

    expect(mostOpen).toBe(4);
    expect(calls).toHaveBeenCalledTimes(12);
    const sum = (stretches: { durationSeconds: number }[]) =>
      stretches.reduce((seconds, { durationSeconds }) => seconds + durationSeconds, 0);
    expect(sum(whole.sequences) + sum(whole.gaps)).toBe((365 * DAY - 1) * 3600);
    expect(whole.gaps[0]).toMatchObject({ reason: 'retention_expired' });
    expect(whole.gaps.filter(({ reason }) => reason === 'retention_expired')).toHaveLength(1);
  });

  it('that fails in one slice is asked again only where it was not answered', async () => {
    vi.restoreAllMocks();
    const client = world.service.app.get<MilestoneClient>(MILESTONE);
    const answered = client.querySequences.bind(client);
    let answers = 0;
    vi.spyOn(client, 'querySequences').mockImplementation(async (range, options) => {
      if (range.endTime.getTime() === start.getTime() - HOUR_MS) {
        await vi.waitFor(() => expect(answers).toBe(2), 30_000);
        throw new UnavailableError('The VMS is being restarted.');
      }
      return answered(range, options).finally(() => {
        answers += 1;
      });
    });
    expect(await ask(-3 * SLICE, -1)).toMatchObject({ status: 503, body: { code: 'vms-unavailable' } });
    vi.restoreAllMocks();
    const calls = vi.spyOn(client, 'querySequences');

    expect((await ask(-3 * SLICE, -1)).status).toBe(200);

    expect(calls.mock.calls.map(([{ startTime, endTime }]) => ({ startTime, endTime }))).toEqual([
      range(-SLICE, -1),
    ]);
  });
});

describe('a refresh', () => {
  it('asks anew for what is known, and is what others then know', async () => {
    await ask(-6, -2);
    await ask(-5, -3, { refresh: true });
    await ask(-6, -2);

    expect(asked()).toEqual([
      [-6, -2],
      [-5, -3],
    ]);
  });

  it('shows what the VMS has changed', async () => {
    const before = await answer(-6, -2);
    const client = world.service.app.get<MilestoneClient>(MILESTONE);
    vi.spyOn(client, 'querySequences').mockImplementation(async ({ startTime, endTime }) => ({
      sequences: [],
      gaps: [{ startTime, endTime, reason: 'retention_expired' }],
      storage: {},
    }));

    expect((await answer(-6, -2)).sequences).toEqual(before.sequences);
    expect((await answer(-6, -2, { refresh: true })).sequences).toEqual([]);
    expect(await answer(-6, -2)).toMatchObject({ sequences: [], gaps: [{ reason: 'retention_expired' }] });
  });

  it('can be had of the sequences and the timeline too', async () => {
    const { startTime, endTime } = range(-6, -2);
    const base = `GET /api/v1/cameras/${camera.id}/recordings`;
    const query = `startTime=${startTime.toISOString()}&endTime=${endTime.toISOString()}`;
    await ask(-6, -2);

    await world.call(`${base}/sequences?${query}&refresh=true`);
    await world.call(`${base}/timeline?${query}&resolution=hour&refresh=true`);
    await world.call(`${base}/timeline?${query}&resolution=hour&refresh=false`);

    expect(asked()).toHaveLength(3);
    expect((await world.call(`${base}/sequences?${query}&refresh=maybe`)).status).toBe(400);
  });
});

describe('while the VMS is down', () => {
  it('what is known is answered, what is missing is a 503 that is not remembered', async () => {
    await ask(-6, -2);
    world.simulator.addFault({ kind: 'status', status: 503, calls: 10, match: { operation: 'sequences' } });

    expect((await ask(-6, -2)).status).toBe(200);
    expect(await ask(-7, -2)).toMatchObject({ status: 503, body: { code: 'vms-unavailable' } });

    world.simulator.clearFaults();
    expect((await ask(-7, -2)).status).toBe(200);
  });
});

describe('a camera that is deleted', () => {
  it('takes its rows along, and what the VMS says of it later leaves none behind', async () => {
    await ask(-6, -2);
    vi.restoreAllMocks();
    const client = world.service.app.get<MilestoneClient>(MILESTONE);
    const answered = client.querySequences.bind(client);
    vi.spyOn(client, 'querySequences').mockImplementation(async (...call) => {
      await world.database.deleteFrom('cameras').where('id', '=', camera.id).execute();
      return answered(...call);
    });
    expect(await rows()).toHaveLength(1);

    expect((await ask(-8, -2)).status).toBe(200);

    expect(await rows()).toEqual([]);
    expect((await ask(-6, -2)).status).toBe(404);
  });
});

describe('without the cache', () => {
  it('the VMS is asked every time, though once by those who ask together', async () => {
    const plain = await createWorld({ PLAYBACK_CACHE_ENABLED: 'false' });
    try {
      const gate = { ...(await plain.importCamera(1)), name: 'Gate' };
      const footage = plain.service.app.get(FootageService);
      const query = () => footage.query(gate, range(-6, -2));

      await Promise.all([query(), query(), query()]);
      await query();

      expect(plain.simulator.state().calls.sequences).toBe(2);
      expect(await plain.database.selectFrom('milestone_playback_cache').selectAll().execute()).toEqual([]);
    } finally {
      await plain.close();
    }
  });
});
