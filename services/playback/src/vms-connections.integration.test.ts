import { SequenceList } from '@playhead/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWorld, type World } from './testing/playback-world.ts';

/** `MILESTONE_MAX_CONNECTIONS` is 50 unless it is set. */
const LIMIT = 60;
const STREAMS = 52;
/** How many are asked for at a time. */
const AT_ONCE = 5;
/** What a stream makes in advance, and a little more. */
const AHEAD_MS = 60_000;
const DAY_MS = 86_400_000;

let world: World;

beforeAll(async () => {
  world = await createWorld(
    { PLAYBACK_MAX_CONCURRENT_STREAMS: String(LIMIT) },
    { prepared: { size: '640x360', kilobits: 100 } },
  );
});
afterAll(() => world?.close());

/** So many moments, a second apart, with more footage after each than a stream makes in advance. */
async function momentsOf(cameraId: string, count: number): Promise<Date[]> {
  const endTime = world.clock.now();
  const range = new URLSearchParams({
    startTime: new Date(endTime.getTime() - DAY_MS).toISOString(),
    endTime: endTime.toISOString(),
  });
  const { body } = await world.call(`GET /api/v1/cameras/${cameraId}/recordings/sequences?${range}`);
  const least = count * 1000 + AHEAD_MS;
  const long = SequenceList.parse(body).sequences.find(
    ({ startTime, endTime }) => Date.parse(endTime) - Date.parse(startTime) > least,
  );
  if (long === undefined) throw new Error('The camera has no long sequence.');
  return Array.from({ length: count }, (_, index) => new Date(Date.parse(long.startTime) + index * 1000));
}

it('opens as many streams as are allowed, each with a connection to the VMS that it holds', async () => {
  const { id } = await world.importCamera(1);
  const moments = await momentsOf(id, STREAMS);
  const statuses: number[] = [];
  const left = moments.values();
  const viewer = async () => {
    for (const moment of left) {
      const path = `/api/v1/cameras/${id}/playback/stream?time=${moment.toISOString()}`;
      statuses.push((await world.call(`GET ${path}`)).status);
    }
  };

  await Promise.all(Array.from({ length: AT_ONCE }, viewer));

  expect(statuses).toEqual(Array(STREAMS).fill(200));
  expect(world.simulator.state().openStreams).toHaveLength(STREAMS);
}, 90_000);
