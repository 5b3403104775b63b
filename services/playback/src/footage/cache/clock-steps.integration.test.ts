import type { MilestoneClient } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { FootageService } from '../footage.service.ts';
import { CacheUpkeepService } from './cache-upkeep.service.ts';
import { KnownFootage } from './known-footage.ts';

const HOUR_SECONDS = 3_600;
let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let nextCamera = 1;
let calls: () => number;
let start: Date;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  camera = await world.importCamera(nextCamera);
  nextCamera += 1;
  start = world.clock.now();
  const asked = vi.spyOn(world.service.app.get<MilestoneClient>(MILESTONE), 'querySequences');
  calls = () => asked.mock.calls.length;
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** What was recorded from so many hours before the start of the test on, for an hour. */
const look = (hours: number) => {
  const startTime = new Date(start.getTime() - hours * HOUR_SECONDS * 1000);
  const range = { startTime, endTime: new Date(startTime.getTime() + HOUR_SECONDS * 1000) };
  return world.service.app.get(FootageService).query({ ...camera, name: 'Gate' }, range);
};
const rows = async () => {
  await world.service.app.get(CacheUpkeepService).flush();
  return world.database
    .selectFrom('milestone_playback_cache')
    .select('cached_at')
    .where('camera_id', '=', camera.id)
    .execute();
};
const forgetOnce = () => vi.spyOn(KnownFootage.prototype, 'find').mockReturnValueOnce([]);

describe('after the clock was set back', () => {
  it.each([
    ['by an hour', HOUR_SECONDS],
    ['by less than clocks may differ', 0.5],
  ])('%s, footage near now that was known is asked for again', async (_, seconds) => {
    await look(1);
    world.clock.advance(-seconds);

    await look(1);

    expect(calls()).toBe(2);
  });

  it('what other instances knew is asked for again, and kept in its place', async () => {
    await look(6);
    await rows();
    world.clock.advance(-10);
    forgetOnce();

    await look(6);

    expect(calls()).toBe(2);
    expect(await rows()).toEqual([{ cached_at: world.clock.now() }]);
    forgetOnce();
    await look(6);
    expect(calls()).toBe(2);
  });

  it('what was known before is not of use once its time has come again', async () => {
    await look(6);
    await rows();
    world.clock.advance(-HOUR_SECONDS);
    await look(8);
    await rows();
    world.clock.advance(HOUR_SECONDS);

    await look(6);

    expect(calls()).toBe(3);
  });

  it('what was being asked meanwhile is not of use', async () => {
    const client = world.service.app.get<MilestoneClient>(MILESTONE);
    vi.restoreAllMocks();
    const answered = client.querySequences.bind(client);
    const asked = vi.spyOn(client, 'querySequences').mockImplementationOnce((...call) => {
      world.clock.advance(-HOUR_SECONDS);
      return answered(...call);
    });
    await look(6);

    await look(6);

    expect(asked).toHaveBeenCalledTimes(2);
  });
});

describe('the clock of another instance', () => {
  it('may be ahead a little', async () => {
    await look(6);
    await rows();
    world.clock.advance(-0.5);
    forgetOnce();

    await look(6);

    expect(calls()).toBe(1);
  });
});
