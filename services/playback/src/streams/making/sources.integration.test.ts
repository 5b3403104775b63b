import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { CameraId, type StreamCodec } from '@playhead/contracts';
import { findFfmpeg } from '@playhead/ffmpeg';
import type { VideoContainer } from '@playhead/milestone';
import { TestClock } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EncoderSlots } from '../ffmpeg/encoder-slots.ts';
import { FfmpegRunner } from '../ffmpeg/ffmpeg-run.ts';
import { Segmenter } from '../ffmpeg/segmenter.ts';
import { PlaybackStream } from '../stream.ts';
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
const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440'];

/** Four seconds of a camera as FFmpeg codes them; a sound comes from `sound`. */
async function recorded(coding: readonly string[], sound: readonly string[] = []): Promise<Buffer> {
  const file = join(directory, randomUUID());
  const pictures = ['-f', 'lavfi', '-i', 'testsrc=s=640x360:r=15'];
  await run(ffmpeg, ['-v', 'error', ...pictures, ...sound, '-t', '4', ...coding, file]);
  return readFile(file);
}

interface Source {
  bytes: Buffer;
  container: VideoContainer;
  frameRate?: number;
}

/** What players get of a source: the codecs in the segments, and how long they are together. */
async function streamed(source: Source, codecs: StreamCodec[] = ['h264']) {
  const clock = new TestClock(new Date('2026-03-01T14:00:00Z'));
  const id = randomUUID();
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const endTime = new Date(startTime.getTime() + 3_000);
  const stream = new PlaybackStream(
    { id, camera, startTime, endTime, speed: 1, codecs, directory, openedAt: clock.now() },
    clock,
  );
  const { bytes, ...rest } = source;
  const getVideoStream = async () => ({
    ...rest,
    body: Readable.from([bytes], { objectMode: false }),
    startTime,
  });
  const finder: SequenceFinder = Reflect.construct(SequenceFinder, [{ next: async () => undefined }, clock]);
  const parts: PartMaker = Reflect.construct(PartMaker, [
    { getVideoStream },
    new Segmenter(new FfmpegRunner(ffmpeg)),
    new EncoderSlots(2),
  ]);
  await new SequenceProducer(parts, new Forwards(finder), new Backwards(finder)).produce(stream, {
    kind: 'served',
  });
  const seconds = stream.segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const told = await run(ffmpeg, ['-i', stream.segments[0]?.path ?? '']).catch(({ stderr }) => ({ stderr }));
  const kinds = [...String(told.stderr).matchAll(/(?:Video|Audio): (\w+)/g)].map(([, kind]) => kind);
  return { kinds, seconds };
}

describe('video of a VMS', () => {
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
});
