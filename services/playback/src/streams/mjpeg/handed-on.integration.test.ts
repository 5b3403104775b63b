import type { TestService } from '@playhead/service-kit/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Instances } from '../../instances/instances.ts';
import { MultipartReader } from '../../testing/multipart-reader.ts';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { readPictures } from '../../testing/read-picture.ts';

const MINUTE_MS = 60_000;
let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let second: TestService;
let viewers: AbortController[];

/** Two instances that have room for one stream each. */
beforeAll(async () => {
  world = await createWorld({ PLAYBACK_MAX_CONCURRENT_STREAMS: '1' });
  camera = await world.importCamera(1);
  second = await world.startInstance();
  const { self } = second.app.get(Instances);
  const rows = world.database.selectFrom('playback_instances').select('id').where('id', '=', self);
  await vi.waitFor(async () => expect(await rows.execute()).toHaveLength(1), 30_000);
});
afterAll(async () => {
  await second?.close();
  await world?.close();
});

beforeEach(() => {
  viewers = [];
});
afterEach(async () => {
  for (const viewer of viewers) viewer.abort();
  await vi.waitFor(() => expect(world.simulator.state().openStreams).toEqual([]), 30_000);
});

/** Of a full instance nothing is left to find room on but the other. */
async function open(minutesAgo: number, { url }: Pick<TestService, 'url'> = world.service, isHop = false) {
  const viewer = new AbortController();
  viewers.push(viewer);
  const time = new Date(world.clock.now().getTime() - minutesAgo * MINUTE_MS);
  const path = `/api/v1/cameras/${camera.id}/playback/stream?format=mjpeg&time=${time.toISOString()}`;
  const headers = { Authorization: `Bearer ${world.investigator}`, ...(isHop && { 'x-playhead-hop': '1' }) };
  const answer = await fetch(new URL(path, url), { headers, signal: viewer.signal });
  return { time, answer, viewer };
}

describe('motion JPEG that an instance has no room for', () => {
  it('is made by another, and comes through as it would from there', async () => {
    const own = await open(100);
    expect(await new MultipartReader(own.answer).next()).toBeDefined();

    const { time, answer } = await open(200);

    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-playback-start-skipped': 'false',
    });
    const pictures = await new MultipartReader(answer).take(5);
    expect(pictures).toHaveLength(5);
    const images = pictures.map(({ image }) => image);
    const strips = await readPictures(world.ffmpegPath, images);
    for (const [index, { wallClock }] of pictures.entries()) {
      const tenths = strips[index]?.tenths ?? Number.NaN;
      expect((wallClock.getTime() - tenths * 100) % (2 ** 32 * 100)).toBeLessThan(101);
      expect(Math.abs(wallClock.getTime() - time.getTime())).toBeLessThan(2_000);
    }
  });

  it('ends there when its viewer leaves, and makes room', async () => {
    await open(100);
    const { viewer } = await open(200);
    expect((await open(300)).answer.status).toBe(503);

    viewer.abort();

    await vi.waitFor(async () => expect((await open(300)).answer.status).toBe(200), 30_000);
  });

  it('is refused where no other has room either, and to one who was handed on already', async () => {
    await open(100);
    const handedOn = await open(200, world.service, true);
    await open(200);
    const refused = await open(300);

    expect(handedOn.answer.status).toBe(503);
    expect(refused.answer.status).toBe(503);
    expect(await refused.answer.json()).toMatchObject({ code: 'stream-limit-reached' });
    expect(refused.answer.headers.get('Retry-After')).toMatch(/^\d+$/);
  });
});

describe('the end of an instance', () => {
  it('does not wait for viewers of what another makes', async () => {
    const other = await world.startInstance();
    await open(100, other);
    const { answer } = await open(200, other);
    const reader = new MultipartReader(answer);
    await reader.next();

    await other.close();

    await expect(reader.take(Number.POSITIVE_INFINITY)).rejects.toThrow();
  });
});
