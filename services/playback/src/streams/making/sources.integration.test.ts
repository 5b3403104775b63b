import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { StreamCodec } from '@playhead/contracts';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codedVideo, tone } from '../../testing/coded-video.ts';
import { DRAWN_RATE, drawnVideo } from '../../testing/drawn-video.ts';
import { largestErrorMs, shownPictures } from '../../testing/shown-pictures.ts';
import { type Source, streamOfSource } from '../../testing/source-stream.ts';
import { tenthsOf } from '../../testing/time-strip.ts';
import type { PlaybackStream } from '../stream.ts';
import { pictureTimes } from '../video/picture-times.ts';

const run = promisify(execFile);
const startTime = new Date('2026-03-01T12:00:00Z');
let directory: string;
let ffmpeg: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-sources-'));
  ffmpeg = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-bf', '0', '-pix_fmt', 'yuv420p'];
const h265 = [
  '-c:v',
  'libx265',
  '-preset',
  'ultrafast',
  '-x265-params',
  'keyint=15:bframes=0:log-level=none',
];
const fragmented = ['-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4'];
const mjpeg = ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p'];
/** Four seconds of a camera. */
const recorded = (coding: readonly string[], sound?: readonly string[]) =>
  codedVideo(ffmpeg, directory, { coding, ...(sound && { sound }) });

/** The stream of a source over some seconds from its first picture on, once it has ended. */
const streamOf = (source: Source, codecs: StreamCodec[], seconds = 3) =>
  streamOfSource(source, {
    ...{ ffmpegPath: ffmpeg, directory, begun: startTime, startTime, speed: 1, codecs },
    endTime: new Date(startTime.getTime() + seconds * 1000),
  });

/** What players get of a source: the codecs in the segments, and how long they are together. */
async function streamed(source: Source, codecs: StreamCodec[] = ['h264']) {
  const { segments } = await streamOf(source, codecs);
  const seconds = segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const told = await run(ffmpeg, ['-i', segments[0]?.path ?? '']).catch(({ stderr }) => ({ stderr }));
  const kinds = [...String(told.stderr).matchAll(/(?:Video|Audio): (\w+)/g)].map(([, kind]) => kind);
  return { kinds, seconds };
}

describe('video of a VMS', { timeout: 120_000 }, () => {
  it.each([
    ['fragmented MP4', 'mp4', [...h264, ...fragmented]],
    ['raw H.264', 'h264', [...h264, '-f', 'h264']],
    ['something it does not name', 'unknown', [...h264, '-f', 'mpegts']],
    ['raw video it does not name', 'unknown', [...h264, '-f', 'h264']],
  ] as const)('that is %s reaches the player', async (_, container, coding) => {
    const { kinds, seconds } = await streamed({ bytes: await recorded(coding), container, frameRate: 15 });

    expect(kinds).toEqual(['h264']);
    expect(seconds).toBeCloseTo(3, 0);
  });

  it.each([
    ['MPEG-TS', 'mp2t', ['-f', 'mpegts']],
    ['raw', 'h265', ['-f', 'hevc']],
    ['fragmented MP4', 'mp4', fragmented],
  ] as const)(
    'in H.265 (%s) is passed on to those who decode it, and re-encoded for others',
    async (_, container, wrap) => {
      const source = { bytes: await recorded([...h265, ...wrap]), container, frameRate: 15 };

      expect((await streamed(source, ['h264', 'h265'])).kinds).toEqual(['hevc']);
      const { kinds, seconds } = await streamed(source);
      expect(kinds).toEqual(['h264']);
      expect(seconds).toBeCloseTo(3, 0);
    },
  );

  it.each([
    ['multipart', 'mjpeg', 'mpjpeg'],
    ['Matroska, which it does not name', 'unknown', 'matroska'],
  ] as const)(
    'in MJPEG (%s) is re-encoded, for no player decodes it within HLS',
    async (_, container, wrap) => {
      const source = { bytes: await recorded([...mjpeg, '-f', wrap]), container, frameRate: 15 };

      const { kinds, seconds } = await streamed(source, ['h264', 'mjpeg']);

      expect(kinds).toEqual(['h264']);
      expect(seconds).toBeCloseTo(3, 0);
    },
  );

  it.each([
    ['AAC', 'aac'],
    ['another kind', 'mp2'],
  ])('brings its sound, as AAC, when that is %s', async (_, codec) => {
    const bytes = await recorded([...h264, '-c:a', codec, '-f', 'mpegts'], tone);

    expect((await streamed({ bytes, container: 'mp2t' })).kinds).toEqual(['h264', 'aac']);
  });

  it('that is not regular any more goes on with FFmpeg, and nobody notices', async () => {
    const bytes = await recorded([...h264, '-f', 'mpegts']);

    const { segments } = await streamOf({ bytes: withUntimed(bytes), container: 'mp2t' }, ['h264']);

    const parts = segments.map(({ path }) => basename(path).split('_')[0]);
    expect(new Set(parts)).toEqual(new Set(['part1', 'part2']));
    expect(segments.map(({ wallClock }) => wallClock.getTime() - startTime.getTime())).toEqual([
      0, 1000, 2000,
    ]);
    expect(segments.some(({ discontinuity }) => discontinuity)).toBe(false);
    const times = await Promise.all(segments.map(async ({ path }) => pictureTimes(await readFile(path))));
    const steps = times.flat().map((time, index, all) => time - (all[index - 1] ?? time - 1 / 15));
    expect(steps).toEqual(steps.map(() => expect.closeTo(1 / 15, 3)));
  });

  it('whose groups of pictures get too long is re-encoded from there on, every picture at its time', async () => {
    const stream = await streamOf({ bytes: await longGroups(), container: 'mp2t' }, ['h264'], 9);

    for (const segment of stream.segments) {
      expect(Math.round(segment.durationSeconds)).toBeLessThanOrEqual(stream.targetDurationSeconds);
      expect(segment.discontinuity).toBe(false);
    }
    expect(await shownBy(stream, 1)).toEqual(tenthsFrom(startTime, 9));
  });

  it.each([1, -1] as const)(
    'that is raw and comes out of order is shown in its order, at speed %d',
    async (speed) => {
      const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-bf', '2', '-b_strategy', '0'];
      const bytes = await drawnVideo(ffmpeg, directory, {
        begun: startTime,
        seconds: 4,
        coding: [...coding, '-f', 'h264'],
      });
      const end = new Date(startTime.getTime() + 3_000);

      const stream = await streamOfSource(
        { bytes, container: 'h264', frameRate: 15 },
        {
          ...{ ffmpegPath: ffmpeg, directory, begun: startTime, speed, codecs: ['h264'] },
          ...(speed > 0 ? { startTime, endTime: end } : { startTime: end, endTime: startTime }),
        },
      );

      const tenths = await shownBy(stream, speed);
      const expected = tenthsFrom(startTime, 3);
      // Backwards, the picture of the asked time itself is shown first.
      expect(tenths).toEqual(speed > 0 ? expected : [tenthsOf(end), ...expected.toReversed()]);
    },
  );
});

/** What a stream shows, each picture at its time. */
async function shownBy({ segments }: Pick<PlaybackStream, 'segments'>, speed: number): Promise<number[]> {
  const tenths: number[] = [];
  for (const { path, wallClock } of segments) {
    for (const picture of await shownPictures(ffmpeg, directory, await readFile(path))) {
      expect(largestErrorMs(picture, wallClock, speed)).toBeLessThanOrEqual(101);
      tenths.push(picture.tenths);
    }
  }
  return tenths;
}

/** Every picture of so many seconds. */
const tenthsFrom = (begun: Date, seconds: number) =>
  Array.from({ length: seconds * DRAWN_RATE }, (_, n) =>
    tenthsOf(new Date(begun.getTime() + Math.floor((n * 1000) / DRAWN_RATE))),
  );

/** With a message between pictures, in the middle, that tells no time. */
function withUntimed(bytes: Buffer): Buffer {
  const message = Buffer.from([0, 0, 1, 0xe0, 0, 0, 0x80, 0, 0, 0, 0, 1, 0x06, 0x05, 0x01, 0x00, 0x80]);
  const stuffing = Buffer.alloc(188 - 4 - 2 - message.length, 0xff);
  const field = Buffer.concat([Buffer.from([stuffing.length + 1, 0]), stuffing]);
  const packet = Buffer.concat([Buffer.from([0x47, 0x41, 0x00, 0x30]), field, message]);
  let at = Math.floor(bytes.length / 2 / 188) * 188;
  while (bytes.readUInt16BE(at + 1) !== 0x4100) at += 188;
  return Buffer.concat([bytes.subarray(0, at), packet, bytes.subarray(at)]);
}

/** Ten seconds: two groups of pictures of a second each, then one of eight. */
function longGroups() {
  const groups = ['-g', '1000', '-sc_threshold', '0', '-force_key_frames', '0,1,2'];
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', ...groups, '-f', 'mpegts'];
  return drawnVideo(ffmpeg, directory, { begun: startTime, seconds: 10, coding });
}
