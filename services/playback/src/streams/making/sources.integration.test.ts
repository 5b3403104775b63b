import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { CameraId, type StreamCodec } from '@playhead/contracts';
import { findFfmpeg } from '@playhead/ffmpeg';
import type { VideoContainer } from '@playhead/milestone';
import { TestClock } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codedVideo, tone } from '../../testing/coded-video.ts';
import { createWorld } from '../../testing/playback-world.ts';
import { largestErrorMs, shownPictures } from '../../testing/shown-pictures.ts';
import { streamReader } from '../../testing/stream-reader.ts';
import { tenthsOf } from '../../testing/time-strip.ts';
import { Cutter } from '../cutting/cutter.ts';
import { Disk } from '../disk.ts';
import { EncoderSlots } from '../ffmpeg/encoder-slots.ts';
import { FfmpegRunner } from '../ffmpeg/ffmpeg-run.ts';
import { Segmenter } from '../ffmpeg/segmenter.ts';
import { PlaybackStream } from '../stream.ts';
import { pictureTimes } from '../video/picture-times.ts';
import { Backwards } from './backwards.ts';
import { Forwards } from './forwards.ts';
import { PartMaker } from './part-maker.ts';
import { SequenceFinder } from './sequence-finder.ts';
import { SequenceProducer } from './sequence-producer.ts';

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

interface Source {
  bytes: Buffer;
  container: VideoContainer;
  frameRate?: number;
}

/** The stream of a source over some seconds from its first picture on, once it has ended. */
async function streamOf(source: Source, codecs: StreamCodec[], begun = startTime, seconds = 3) {
  const clock = new TestClock(new Date('2026-03-01T14:00:00Z'));
  const id = randomUUID();
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const endTime = new Date(begun.getTime() + seconds * 1000);
  const stream = new PlaybackStream(
    { id, camera, startTime: begun, endTime, speed: 1, codecs, directory, openedAt: clock.now() },
    clock,
  );
  const { bytes, ...rest } = source;
  const getVideoStream = async () => ({
    ...rest,
    body: Readable.from([bytes], { objectMode: false }),
    startTime: begun,
  });
  const finder: SequenceFinder = Reflect.construct(SequenceFinder, [{ next: async () => undefined }, clock]);
  const parts: PartMaker = Reflect.construct(PartMaker, [
    { getVideoStream },
    new Cutter(),
    new Segmenter(new FfmpegRunner(ffmpeg)),
    new EncoderSlots(2),
    new Disk({ PLAYBACK_MAX_DISK_MB: 1000 }, { warn: () => undefined }),
  ]);
  await new SequenceProducer(parts, new Forwards(finder), new Backwards(finder)).produce(stream, {
    kind: 'served',
  });
  return stream;
}

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

  it('in MJPEG is re-encoded, for no player decodes it within HLS', async () => {
    const source = {
      bytes: await recorded([...mjpeg, '-f', 'mpjpeg']),
      container: 'mjpeg',
      frameRate: 15,
    } as const;

    const { kinds, seconds } = await streamed(source, ['h264', 'mjpeg']);

    expect(kinds).toEqual(['h264']);
    expect(seconds).toBeCloseTo(3, 0);
  });

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
    const { bytes, begun } = await longGroups();

    const stream = await streamOf({ bytes, container: 'mp2t' }, ['h264'], begun, 9);

    const tenths: number[] = [];
    for (const segment of stream.segments) {
      expect(Math.round(segment.durationSeconds)).toBeLessThanOrEqual(stream.targetDurationSeconds);
      expect(segment.discontinuity).toBe(false);
      for (const picture of await shownPictures(ffmpeg, directory, await readFile(segment.path))) {
        expect(largestErrorMs(picture, segment.wallClock, 1)).toBeLessThanOrEqual(101);
        tenths.push(picture.tenths);
      }
    }
    expect(tenths).toEqual(
      Array.from({ length: 9 * 15 }, (_, n) =>
        tenthsOf(new Date(begun.getTime() + Math.floor((n * 1000) / 15))),
      ),
    );
  });
});

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

/** Ten seconds with the time strip (design §7): two groups of pictures of a second each, then one of eight. */
async function longGroups() {
  const world = await createWorld({}, { prepared: { size: '640x360', kilobits: 400 } });
  try {
    const reader = streamReader(world, await world.importCamera(1));
    const { startTime: gap } = await reader.aGap();
    const { segments } = await reader.playlistOf(new Date(gap.getTime() - 600_000), 10);
    const pieces = await Promise.all(segments.slice(0, 10).map(({ url }) => reader.fetchSegment(url)));
    const [from, to] = [join(directory, randomUUID()), join(directory, randomUUID())];
    await writeFile(from, Buffer.concat(pieces));
    const groups = ['-g', '1000', '-sc_threshold', '0', '-force_key_frames', '0,1,2'];
    const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-pix_fmt', 'yuv420p', ...groups];
    await run(ffmpeg, ['-v', 'error', '-i', from, '-an', '-vsync', '0', ...coding, '-f', 'mpegts', to]);
    return { bytes: await readFile(to), begun: segments[0]?.wallClock ?? new Date(Number.NaN) };
  } finally {
    await world.close();
  }
}
