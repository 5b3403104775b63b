import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cut } from '../../testing/cut-source.ts';
import { drawnVideo } from '../../testing/drawn-video.ts';
import { largestErrorMs, shownPictures } from '../../testing/shown-pictures.ts';
import { fromKeyPictures, streamOfSource } from '../../testing/source-stream.ts';
import { tenthsOf } from '../../testing/time-strip.ts';

const begun = new Date('2026-03-01T12:00:00Z');
const after = (seconds: number) => new Date(begun.getTime() + seconds * 1000);
let directory: string;
let ffmpegPath: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-holes-'));
  ffmpegPath = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

it.each([1, 2, 0.5] as const)(
  'seconds that a camera did not send within a sequence are left out as a gap is, at speed %d',
  async (speed) => {
    const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-sc_threshold', '0', '-bf', '0'];
    const whole = await drawnVideo(ffmpegPath, directory, {
      ...{ begun, seconds: 14, coding: [...coding, '-f', 'mpegts'] },
    });
    const bytes = Buffer.concat(
      cut([whole]).flatMap((second, index) => (index < 4 || index >= 8 ? [second.bytes] : [])),
    );

    const { segments } = await streamOfSource(
      { bytes, container: 'mp2t' },
      {
        ...{ ffmpegPath, directory, begun, speed, codecs: ['h264'] },
        ...{ startTime: begun, endTime: after(14) },
      },
    );

    const skips = segments.filter(({ discontinuity }) => discontinuity);
    expect(skips.map(({ wallClock }) => wallClock)).toEqual([after(8)]);
    expect(segments.at(-1)?.endSeconds).toBeCloseTo(10 / speed, 2);
    const tenths: number[] = [];
    for (const { path, wallClock } of segments) {
      for (const picture of await shownPictures(ffmpegPath, directory, await readFile(path))) {
        expect(largestErrorMs(picture, wallClock, speed)).toBeLessThanOrEqual(101);
        tenths.push(picture.tenths);
      }
    }
    expect(tenths[0]).toBe(tenthsOf(begun));
    expect(new Set(tenths).size).toBe(100);
  },
);

it.each([
  [-1, 1],
  [-2, 2],
  [-4, 3],
  [-8, 5],
] as const)(
  'backwards, too, whatever of them lies within one answer of the VMS, at speed %d',
  async (speed, seconds) => {
    const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-sc_threshold', '0', '-bf', '0'];
    const bytes = await drawnVideo(ffmpegPath, directory, {
      ...{ begun, seconds: 30, coding: [...coding, '-f', 'mpegts'] },
    });
    const hole = { from: after(14), to: after(14 + seconds), sends: 'before' } as const;

    const { segments } = await streamOfSource(fromKeyPictures(bytes, begun, 'h264', [hole]), {
      ...{ ffmpegPath, directory, begun, speed, codecs: ['h264'] },
      ...{ startTime: after(14 + seconds + 3.5), endTime: after(8) },
    });

    expect(segments.filter(({ discontinuity }) => discontinuity)).toHaveLength(1);
    const apartMs = speed <= -4 ? 1000 : 134;
    for (const [index, { path, wallClock, durationSeconds }] of segments.entries()) {
      for (const picture of await shownPictures(ffmpegPath, directory, await readFile(path)))
        expect(largestErrorMs(picture, wallClock, speed)).toBeLessThanOrEqual(101);
      const told = wallClock.getTime() + speed * durationSeconds * 1000;
      const next = segments[index + 1];
      if (next?.discontinuity === false) expect(Math.abs(told - next.wallClock.getTime())).toBeLessThan(150);
      if (next?.discontinuity !== true) continue;
      // The picture behind it is not shown on while the time of the hole is told.
      expect(told).toBeGreaterThanOrEqual(hole.to.getTime() - apartMs - 1);
      expect(next.wallClock.getTime()).toBeLessThan(hole.from.getTime());
      expect(next.wallClock.getTime()).toBeGreaterThanOrEqual(hole.from.getTime() - apartMs);
    }
  },
);
