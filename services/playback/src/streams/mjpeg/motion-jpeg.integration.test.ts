import { streamSpeeds } from '@playhead/contracts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findGap } from '../../testing/find-gap.ts';
import { givePictureTime } from '../../testing/give-picture-time.ts';
import { MultipartReader } from '../../testing/multipart-reader.ts';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { readPictures } from '../../testing/read-picture.ts';
import { runningFfmpegs } from '../../testing/running-ffmpegs.ts';

const HOUR_MS = 3_600_000;
/** A picture's length, and what a busy machine may leave out beside it. */
const NEXT_PICTURE_MS = 1_000 / 15 + 500;
const STREAMS = 2;
const prepared = { size: '640x360', kilobits: 500 } as const;
let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let gap: Awaited<ReturnType<typeof findGap>>;
let viewer: AbortController;

beforeAll(async () => {
  world = await createWorld({ PLAYBACK_MAX_CONCURRENT_STREAMS: String(STREAMS) }, { prepared });
  camera = await world.importCamera(1);
  gap = await findGap(world, camera.id);
});
afterAll(() => world?.close());
givePictureTime();

beforeEach(() => {
  viewer = new AbortController();
});
/** Whatever a viewer had, nothing of it is left when they have gone. */
afterEach(async () => {
  viewer.abort();
  await vi.waitFor(async () => {
    expect(await runningFfmpegs(world.directory)).toEqual([]);
    expect(world.simulator.state().openStreams).toEqual([]);
  }, 30_000);
});

const open = (time: Date, more = '', { signal } = viewer) =>
  fetch(
    new URL(
      `/api/v1/cameras/${camera.id}/playback/stream?format=mjpeg&time=${time.toISOString()}${more}`,
      world.service.url,
    ),
    { headers: { Authorization: `Bearer ${world.investigator}` }, signal },
  );

const beforeGap = (seconds: number) => new Date(gap.startTime.getTime() - seconds * 1000);

/** How much later pictures were taken than their strips say: strips have whole tenths (design §7). */
async function errorsMs(pictures: { image: Buffer; wallClock: Date }[]): Promise<number[]> {
  const images = pictures.map(({ image }) => image);
  const strips = await readPictures(world.ffmpegPath, images);
  return pictures.map(
    ({ wallClock }, index) =>
      (wallClock.getTime() - (strips[index]?.tenths ?? Number.NaN) * 100) % (2 ** 32 * 100),
  );
}

describe('motion JPEG', () => {
  it.each(streamSpeeds)('at speed %d shows pictures of the times that they tell, in order', async (speed) => {
    const time = beforeGap(600);
    const reader = new MultipartReader(await open(time, `&speed=${speed}`));

    const pictures = await reader.take(12);

    const times = pictures.map(({ wallClock }) => wallClock.getTime());
    expect(times).toHaveLength(12);
    expect(times).toEqual([...new Set(times)].sort((a, b) => (a - b) * speed));
    for (const error of await errorsMs(pictures)) {
      expect(error).toBeGreaterThanOrEqual(-1);
      expect(error).toBeLessThan(101);
    }
  });

  it('begins with the picture of the asked time and ends before the end, with a last boundary', async () => {
    const time = new Date(beforeGap(300).getTime() + 480);
    const answer = await open(time, `&end=${new Date(time.getTime() + 900).toISOString()}`);
    const reader = new MultipartReader(answer);

    const pictures = await reader.take(100);

    expect(reader.hasEnded).toBe(true);
    const [first, last] = [pictures[0]?.wallClock.getTime() ?? 0, pictures.at(-1)?.wallClock.getTime() ?? 0];
    expect(time.getTime() - first).toBeGreaterThanOrEqual(0);
    expect(time.getTime() - first).toBeLessThan(1000 / 15);
    expect(time.getTime() + 900 - last).toBeGreaterThan(0);
    expect(time.getTime() + 900 - last).toBeLessThanOrEqual(NEXT_PICTURE_MS);
    expect(pictures.length).toBeGreaterThan(5);
    expect(answer.headers.get('X-Playback-Start')).toBe(new Date(first).toISOString());
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
  });

  it.each([
    ['forwards', 1],
    ['backwards', -1],
  ])('goes on beyond a gap, %s', async (_, speed) => {
    const [before, after] = speed > 0 ? [gap.startTime, gap.endTime] : [gap.endTime, gap.startTime];
    const reader = new MultipartReader(
      await open(new Date(before.getTime() - speed * 400), `&speed=${speed}`),
    );

    const times = (await reader.take(14)).map(({ wallClock }) => wallClock.getTime());

    const isBeyond = (time: number) =>
      (time - (gap.startTime.getTime() + gap.endTime.getTime()) / 2) * speed > 0;
    const first = times.find(isBeyond) ?? Number.NaN;
    expect(times.some((time) => !isBeyond(time))).toBe(true);
    expect(Math.abs(first - after.getTime())).toBeLessThanOrEqual(NEXT_PICTURE_MS);
  });

  it('asked for in a gap begins beyond it, and says so', async () => {
    const middle = new Date((gap.startTime.getTime() + gap.endTime.getTime()) / 2);

    const answer = await open(middle);

    expect(answer.headers.get('X-Playback-Start')).toBe(gap.endTime.toISOString());
    expect(answer.headers.get('X-Playback-Start-Skipped')).toBe('true');
    expect((await new MultipartReader(answer).next())?.wallClock).toEqual(gap.endTime);
  });

  it('that breaks off has no last boundary', async () => {
    world.simulator.addFault({ kind: 'drop', afterBytes: 150_000, calls: 1, match: { operation: 'video' } });
    world.simulator.addFault({ kind: 'drop', afterBytes: 0, calls: 50, match: { operation: 'video' } });
    const reader = new MultipartReader(await open(beforeGap(900)));

    const pictures = await reader.take(1_000);
    world.simulator.clearFaults();

    expect(pictures.length).toBeGreaterThan(0);
    expect(reader.hasEnded).toBe(false);
  });

  it('that can not begin is a problem', async () => {
    const middle = new Date((gap.startTime.getTime() + gap.endTime.getTime()) / 2);

    const answer = await open(middle, `&end=${new Date(middle.getTime() + 1_000).toISOString()}`);

    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'footage-not-found' });
  });

  it('counts as a stream for each viewer, until they go', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    for (const one of [first, second]) await new MultipartReader(await open(beforeGap(60), '', one)).next();

    const refused = await open(beforeGap(60));
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'stream-limit-reached' });

    first.abort();
    await vi.waitFor(async () => expect((await open(beforeGap(60))).status).toBe(200), 30_000);
    second.abort();
  });

  it('ends soon after its viewer may not see the camera any more', async () => {
    const others = await createWorld({}, { prepared });
    const its = await others.importCamera(2);
    const time = new Date(others.clock.now().getTime() - HOUR_MS).toISOString();
    const answer = await fetch(
      new URL(`/api/v1/cameras/${its.id}/playback/stream?format=mjpeg&time=${time}`, others.service.url),
      { headers: { Authorization: `Bearer ${others.investigator}` } },
    );
    const reader = new MultipartReader(answer);
    await reader.next();

    await others.showOnly([]);

    await expect(reader.take(Number.POSITIVE_INFINITY)).rejects.toThrow();
    await others.close();
  });
});

describe('the end of the service', () => {
  it('does not wait for viewers of motion JPEG, even for one who takes nothing', async () => {
    const other = await createWorld({}, { prepared });
    const its = await other.importCamera(1);
    const time = beforeGap(600).toISOString();
    const view = () =>
      fetch(
        new URL(`/api/v1/cameras/${its.id}/playback/stream?format=mjpeg&time=${time}`, other.service.url),
        {
          headers: { Authorization: `Bearer ${other.investigator}` },
        },
      );
    const watching = new MultipartReader(await view());
    await watching.next();
    const stuck = await view();
    const gone = new AbortController();
    await fetch(
      new URL(`/api/v1/cameras/${its.id}/playback/stream?format=mjpeg&time=${time}`, other.service.url),
      {
        headers: { Authorization: `Bearer ${other.investigator}` },
        signal: gone.signal,
      },
    );
    gone.abort();

    await other.service.close();

    expect(await runningFfmpegs(other.directory)).toEqual([]);
    await expect(watching.take(1_000)).rejects.toThrow();
    await stuck.body?.cancel().catch(() => undefined);
    await other.close();
  });
});
