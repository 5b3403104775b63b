import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DRAWN_RATE, drawnVideo } from '../../testing/drawn-video.ts';
import { largestErrorMs, shownPictures } from '../../testing/shown-pictures.ts';
import { streamOfSource } from '../../testing/source-stream.ts';
import { tenthsOf } from '../../testing/time-strip.ts';

const SECONDS = 10;
const begun = new Date('2026-03-01T12:00:00Z');
const after = (seconds: number) => new Date(begun.getTime() + Math.floor(seconds * 1000));
const wraps = {
  mp4: ['-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4'],
  /** Matroska. */
  unknown: ['-f', 'matroska'],
  h265: ['-f', 'hevc'],
} as const;
const orders = { 'in order': 0, 'out of order': 2 } as const;
let directory: string;
let ffmpegPath: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-h265-'));
  ffmpegPath = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** When every picture was taken, or one of so many, in tenths. */
const takenEach = (pictures: number) =>
  Array.from({ length: ((SECONDS - 2) * DRAWN_RATE) / pictures }, (_, index) =>
    tenthsOf(after((index * pictures) / DRAWN_RATE)),
  );

describe.each(['mp4', 'unknown', 'h265'] as const)('H.265 in %s', (container) => {
  it.each([
    ['in order', 2, ['h264', 'h265']],
    ['in order', 4, ['h264', 'h265']],
    ['in order', 8, ['h264', 'h265']],
    ['out of order', 1, ['h264', 'h265']],
    ['out of order', 2, ['h264', 'h265']],
    ['out of order', 8, ['h264', 'h265']],
    ['out of order', 2, ['h264']],
    ['out of order', 4, ['h264']],
    ['out of order', 8, ['h264']],
  ] as const)(
    'that comes %s is shown at its time, at speed %d, for a player of %j',
    async (order, speed, codecs) => {
      const params = `keyint=15:min-keyint=15:scenecut=0:open-gop=0:bframes=${orders[order]}:b-adapt=0`;
      const coder = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', `${params}:log-level=none`];
      const bytes = await drawnVideo(ffmpegPath, directory, {
        ...{ begun, seconds: SECONDS, coding: [...coder, ...wraps[container]] },
      });

      const { segments } = await streamOfSource(
        { bytes, container, ...(container === 'h265' && { frameRate: DRAWN_RATE }) },
        { ffmpegPath, directory, begun, startTime: begun, endTime: after(SECONDS - 2), speed, codecs },
      );

      const tenths: number[] = [];
      for (const { path, wallClock } of segments) {
        for (const picture of await shownPictures(ffmpegPath, directory, await readFile(path))) {
          expect(largestErrorMs(picture, wallClock, speed)).toBeLessThanOrEqual(101);
          tenths.push(picture.tenths);
        }
      }
      const expected = takenEach(speed === 8 ? 15 : 1);
      expect(tenths.slice(0, expected.length)).toEqual(expected);
      // Of pictures that come out of order, FFmpeg may pass on some of those just beyond the end.
      expect(tenths.length - expected.length).toBeLessThanOrEqual(3);
    },
  );
});
