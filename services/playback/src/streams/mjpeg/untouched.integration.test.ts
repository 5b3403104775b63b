import type { MilestoneClient } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findGap } from '../../testing/find-gap.ts';
import { givePictureTime } from '../../testing/give-picture-time.ts';
import { MultipartReader } from '../../testing/multipart-reader.ts';
import { openFiles } from '../../testing/open-files.ts';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { readPictures } from '../../testing/read-picture.ts';
import { runningFfmpegs } from '../../testing/running-ffmpegs.ts';
import { siteOf } from '../../testing/site-of.ts';

const MINUTE_MS = 60_000;
/** A picture's length, and what a busy machine may leave out beside it. */
const NEXT_PICTURE_MS = 1_000 / 15 + 500;
const speeds = [-8, -4, -2, -1, 0.5, 1, 2, 8] as const;

describe.each([
  ['forwards at normal speed only', { MILESTONE_VIDEO_SPEEDS: '1' }, { speeds: [1] }, speeds],
  ['at every speed', {}, {}, speeds],
  ['picture by picture', { MILESTONE_API: 'xprotect' }, { xprotect: {} }, [-8, -4, -2, -1, 0.5, 1, 2]],
] as const)(
  'the motion JPEG of a camera that sends motion JPEG, over a VMS that sends it %s',
  (_, variables, vms, shown) => {
    let world: World;
    let camera: Awaited<ReturnType<World['importCamera']>>;
    let withGaps: typeof camera;
    let viewer: AbortController;
    beforeAll(async () => {
      const scenario = await siteOf(
        'cameras: [{ name: Gate, codec: mjpeg, failures: none }, { name: Yard, codec: mjpeg }]',
      );
      world = await createWorld(variables, { scenario, ...vms });
      camera = await world.importCamera(1);
      withGaps = await world.importCamera(2);
    });
    afterAll(() => world?.close());
    givePictureTime();
    beforeEach(() => {
      viewer = new AbortController();
    });
    afterEach(() => viewer.abort());

    const open = (time: Date, more: string, { id } = camera) =>
      fetch(
        new URL(
          `/api/v1/cameras/${id}/playback/stream?format=mjpeg&time=${time.toISOString()}${more}`,
          world.service.url,
        ),
        { headers: { Authorization: `Bearer ${world.investigator}` }, signal: viewer.signal },
      );

    /** So many seconds of what the VMS sends from a time on. */
    async function sentBy(startTime: Date, seconds: number): Promise<Buffer> {
      const milestone: MilestoneClient = world.service.app.get(MILESTONE);
      const { body } = await milestone.getVideoStream({ deviceId: camera.deviceId, startTime, speed: 1 });
      const chunks: Buffer[] = [];
      let begun = 0;
      for await (const chunk of body) {
        chunks.push(chunk);
        begun += chunk.toString('latin1').split('\xff\xd8\xff').length - 1;
        if (begun > seconds * 15) break;
      }
      return Buffer.concat(chunks);
    }

    it.each(shown)(
      'is the pictures that the camera made, byte for byte, each of its time, at speed %d',
      async (speed) => {
        const time = new Date(world.clock.now().getTime() - 100 * MINUTE_MS);
        const reader = new MultipartReader(await open(time, `&speed=${speed}`));

        const count = Math.abs(speed) >= 4 ? 6 : 12;
        const pictures = await reader.take(count);

        expect(await runningFfmpegs(world.directory)).toEqual([]);
        const times = pictures.map(({ wallClock }) => wallClock.getTime());
        expect(times).toHaveLength(count);
        expect(times).toEqual([...new Set(times)].sort((a, b) => (a - b) * speed));
        // Where pictures are left out backwards, the first is one of an eighth of a second of playing.
        const thinnedMs = speed <= -4 ? (-speed * 1000) / 8 : 0;
        expect(Math.abs((times[0] ?? 0) - time.getTime())).toBeLessThan(thinnedMs + 1000 / 15 + 1);
        const earliest = Math.min(...times);
        const sent = await sentBy(new Date(earliest - 1_000), (Math.max(...times) - earliest) / 1000 + 2);
        for (const { image } of pictures) expect(sent.includes(image)).toBe(true);
        const images = pictures.map(({ image }) => image);
        const strips = await readPictures(world.ffmpegPath, images);
        expect(strips).toHaveLength(count);
        for (const [index, { tenths }] of strips.entries()) {
          const error = ((times[index] ?? Number.NaN) - tenths * 100) % (2 ** 32 * 100);
          expect(error).toBeGreaterThanOrEqual(-1);
          expect(error).toBeLessThan(101);
        }
      },
    );

    it.each([1, -1])('goes on beyond a gap, at speed %d', async (speed) => {
      const gap = await findGap(world, withGaps.id);
      const [before, after] = speed > 0 ? [gap.startTime, gap.endTime] : [gap.endTime, gap.startTime];
      const reader = new MultipartReader(
        await open(new Date(before.getTime() - speed * 400), `&speed=${speed}`, withGaps),
      );

      const times = (await reader.take(14)).map(({ wallClock }) => wallClock.getTime());

      const middle = (gap.startTime.getTime() + gap.endTime.getTime()) / 2;
      const first = times.find((at) => (at - middle) * speed > 0) ?? Number.NaN;
      expect(times.some((at) => (at - middle) * speed < 0)).toBe(true);
      expect(Math.abs(first - after.getTime())).toBeLessThanOrEqual(NEXT_PICTURE_MS);
    });

    it('keeps no file open once its viewer has left', async () => {
      const time = new Date(world.clock.now().getTime() - 80 * MINUTE_MS);
      await new MultipartReader(await open(time, '')).take(3);

      viewer.abort();

      await vi.waitFor(async () => expect(await openFiles(world.directory)).toEqual([]), 30_000);
    });

    it('ends before the end, with a last boundary', async () => {
      const time = new Date(world.clock.now().getTime() - 90 * MINUTE_MS);
      const end = new Date(time.getTime() + 1_400);
      const reader = new MultipartReader(await open(time, `&end=${end.toISOString()}`));

      const pictures = await reader.take(100);

      expect(reader.hasEnded).toBe(true);
      const last = pictures.at(-1)?.wallClock.getTime() ?? Number.NaN;
      expect(end.getTime() - last).toBeGreaterThan(0);
      expect(end.getTime() - last).toBeLessThanOrEqual(NEXT_PICTURE_MS);
    });
  },
);
