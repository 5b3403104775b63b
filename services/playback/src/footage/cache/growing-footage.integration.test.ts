import type { MilestoneClient } from '@playhead/milestone';
import { startSimulator } from '@playhead/milestone-simulator';
import { MILESTONE } from '@playhead/service-kit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { FootageService } from '../footage.service.ts';
import { CacheUpkeepService } from './cache-upkeep.service.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const TTL_SECONDS = 300;
let world: World;
let camera: Awaited<ReturnType<World['importCamera']>> & { name: string };
/** Cameras of the simulator that record all the time. */
const recorded = [1, 2, 3, 5, 6, 8].values();
let vms: MilestoneClient;
let start: Date;
/** The ranges that the VMS was asked for. */
let asked: () => [string, string][];

beforeAll(async () => {
  world = await createWorld();
  vms = world.service.app.get<MilestoneClient>(MILESTONE);
});
afterAll(() => world?.close());

beforeEach(async () => {
  camera = { ...(await world.importCamera(recorded.next().value ?? 0)), name: 'Gate' };
  start = world.clock.now();
  const calls = vi.spyOn(vms, 'querySequences');
  asked = () =>
    calls.mock.calls.map(([{ startTime, endTime }]) => [startTime.toISOString(), endTime.toISOString()]);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const after = (ms: number, time = start) => new Date(time.getTime() + ms);
const wholeMinute = (time: Date) => new Date(Math.floor(time.getTime() / MINUTE_MS) * MINUTE_MS);
/** What was recorded in the last hours, up to now. */
const look = (hours: number, { refresh = false, service = world.service } = {}) =>
  service.app
    .get(FootageService)
    .query(camera, { startTime: after(-hours * HOUR_MS), endTime: world.clock.now() }, { refresh });
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

describe('footage near now', () => {
  it('is known for seconds, what was recorded up to a minute before for as long as ever', async () => {
    await look(1);
    world.clock.advance(1);
    const border = wholeMinute(after(-MINUTE_MS)).toISOString();
    const first = [after(-HOUR_MS).toISOString(), start.toISOString()];
    await look(1);
    expect(asked().slice(1)).toEqual([[start.toISOString(), after(SECOND_MS).toISOString()]]);

    world.clock.advance(2);
    await look(1);

    expect(asked()).toEqual([first, expect.anything(), [border, world.clock.now().toISOString()]]);
    expect((await rows()).map((row) => row.end_time.toISOString())).toEqual([border]);
  });
});

describe('a range that grows up to now', () => {
  const SECONDS = 3;
  const lookAgain = async (times: number) => {
    for (let n = 0; n < times; n += 1) {
      world.clock.advance(SECONDS);
      await look(6);
    }
  };

  it('is asked for by one call at each look, however long it is looked at', async () => {
    await lookAgain(300);

    expect(asked()).toHaveLength(300);
  });

  it('is kept in a row for each minute, which counts each look once', async () => {
    await lookAgain(TTL_SECONDS / SECONDS - 1);
    const before = await rows();
    expect(before.length).toBeLessThanOrEqual(TTL_SECONDS / 60 + 1);

    await lookAgain(1);

    const hits = (kept: typeof before) => kept.map((row) => row.hit_count);
    expect(hits(await rows()).slice(0, before.length)).toEqual(hits(before).map((count) => (count ?? 0) + 1));
  });
});

describe('where the VMS lists footage late', () => {
  it('such as with a clock that lies behind, it is shown as soon as it is listed', async () => {
    const behind = { now: () => after(-90 * SECOND_MS, world.clock.now()) };
    const late = await startSimulator({ clock: behind });
    onTestFinished(() => late.close());
    const service = await world.startInstance({ MILESTONE_BASE_URL: late.url });
    onTestFinished(() => service.close());
    for (let poll = 0; poll < 40; poll += 1) {
      await look(0.2, { service });
      world.clock.advance(2.1);
    }

    const { sequences, gaps } = await look(0.2, { service });

    expect(sequences.at(-1)?.endTime).toEqual(behind.now());
    expect(gaps).toEqual((await look(0.2, { service, refresh: true })).gaps);
  });

  it('it is asked for minutes whether it goes on after the newest sequence, and not for hours', async () => {
    const endOfAll = after(-HOUR_MS);
    vi.mocked(vms.querySequences).mockImplementation(async ({ startTime, endTime }) => {
      const end = new Date(Math.min(endTime.getTime(), endOfAll.getTime()));
      if (end <= startTime) return { sequences: [], gaps: [{ startTime, endTime }], storage: {} };
      const sequence = { sequenceId: 'the last', startTime, endTime: end, available: true };
      return {
        sequences: [sequence],
        gaps: end < endTime ? [{ startTime: end, endTime }] : [],
        storage: {},
      };
    });
    await look(2);
    const border = wholeMinute(after(-10 * MINUTE_MS));
    world.clock.advance(3);
    await look(2);

    expect(asked()[1]).toEqual([border.toISOString(), world.clock.now().toISOString()]);
  });
});
