import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DRAWN_RATE, drawnVideo } from '../../testing/drawn-video.ts';
import { streamOfSource } from '../../testing/source-stream.ts';
import { readStrips, tenthsOf } from '../../testing/time-strip.ts';
import { wallClockAt } from '../making/wall-clock.ts';
import { readJpegs } from './kept-jpegs.ts';

const begun = new Date('2026-03-01T12:00:00Z');
const SECONDS = 12;
const end = new Date(begun.getTime() + SECONDS * 1000);
let directory: string;
let ffmpegPath: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-kept-'));
  ffmpegPath = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const drawn = (wrap: string) =>
  drawnVideo(ffmpegPath, directory, {
    ...{ begun, seconds: SECONDS + 1 },
    coding: ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '3', '-f', wrap],
  });

describe.each([
  ['multipart', 'mjpeg', 'mpjpeg'],
  ['Matroska', 'unknown', 'matroska'],
] as const)('JPEGs in %s', (_, container, wrap) => {
  it.each([
    [0.25, 1],
    [1, 1],
    [2, 1],
    [4, 2],
    [8, 15],
    [-1, 1],
    [-2, 1],
    [-4, 8],
    [-8, 15],
  ] as const)(
    'are left as they are, each with its time, at speed %d (one in %d at least)',
    async (speed, oneIn) => {
      const bytes = await drawn(wrap);
      const [startTime, endTime] = speed > 0 ? [begun, end] : [end, begun];

      const { segments } = await streamOfSource(
        { bytes, container, frameRate: DRAWN_RATE },
        { ...{ ffmpegPath, directory, begun, startTime, endTime, speed, codecs: [], keepsJpegs: true } },
      );

      const images: Buffer[] = [];
      const promised: number[] = [];
      for (const segment of segments) {
        for await (const { image, offsetMs } of readJpegs(segment, segment.jpegs ?? [])) {
          images.push(image);
          // A picture at a whole tenth of a second belongs to that, whatever is lost to rounding.
          promised.push(wallClockAt(segment.wallClock, speed, offsetMs / 1000).getTime() + 1);
        }
      }
      expect(images.every((image) => bytes.includes(image))).toBe(true);
      const file = join(directory, `${wrap}${speed}.mjpeg`);
      await writeFile(file, Buffer.concat(images));
      const strips = await readStrips(ffmpegPath, file, images.length);
      expect(strips.map(({ tenths }) => tenths)).toEqual(promised.map((time) => tenthsOf(new Date(time))));
      expect(promised).toEqual([...new Set(promised)].sort((a, b) => (a - b) * speed));
      expect(images.length).toBeGreaterThanOrEqual(Math.floor((SECONDS * DRAWN_RATE) / oneIn));
      expect(images.length).toBeLessThanOrEqual((SECONDS / Math.abs(speed)) * 30 + 1);
    },
  );
});
