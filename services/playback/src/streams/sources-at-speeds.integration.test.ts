import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';
import { largestErrorMs } from '../testing/shown-pictures.ts';
import { siteOf } from '../testing/site-of.ts';
import { streamReader } from '../testing/stream-reader.ts';

const MINUTE_MS = 60_000;
const prepared = { size: '640x360', kilobits: 500 } as const;

/** From a VMS that sends forwards at normal speed only. */
describe.each([
  ['H.264 in fragmented MP4', 'h264', { container: 'mp4' }],
  ['raw H.264, which carries no times', 'h264', { container: 'h264', prepared }],
  ['MJPEG, of which every picture is a key picture', 'mjpeg', { container: 'mp2t' }],
] as const)('%s', (_, codec, video) => {
  let world: World;
  let reader: ReturnType<typeof streamReader>;
  beforeAll(async () => {
    const scenario = await siteOf(`cameras: [{ name: Gate, codec: ${codec}, failures: none }]`);
    world = await createWorld({ MILESTONE_VIDEO_SPEEDS: '1' }, { scenario, ...video, speeds: [1] });
    reader = streamReader(world, await world.importCamera(1));
  });
  afterAll(() => world?.close());

  it.each([-4, -1, 0.5, 2, 8])('at speed %d shows the pictures of the time', async (speed) => {
    const time = new Date(world.clock.now().getTime() - 100 * MINUTE_MS);
    const { segments } = await reader.playlistOf(time, 3, `&speed=${speed}`);

    const shown: number[] = [];
    for (const segment of segments.slice(0, 3)) {
      for (const picture of await reader.picturesOf(segment)) {
        expect(largestErrorMs(picture, segment.wallClock, speed)).toBeLessThanOrEqual(101);
        shown.push(picture.tenths);
      }
    }
    expect(shown.length).toBeGreaterThan(3);
    expect(shown).toEqual(shown.toSorted((a, b) => (a - b) * speed));
  });
});
