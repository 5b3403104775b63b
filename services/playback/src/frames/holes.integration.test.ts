import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CameraId } from '@playhead/contracts';
import { findFfmpeg } from '@playhead/ffmpeg';
import type { VideoRequest } from '@playhead/milestone';
import { TestClock } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DecodeQueue } from '../pictures/decode-queue.ts';
import { PictureDecoder } from '../pictures/picture-decoder.ts';
import { DRAWN_RATE, drawnVideo } from '../testing/drawn-video.ts';
import { readPicture } from '../testing/read-picture.ts';
import { fromKeyPictures, type Hole, type Source } from '../testing/source-stream.ts';
import { tenthsOf } from '../testing/time-strip.ts';
import { FramesService } from './frames.service.ts';
import { RunLoader } from './run-loader.ts';
import { RunsService } from './runs.service.ts';

const begun = new Date('2026-03-01T12:00:00Z');
const at = (seconds: number) => begun.getTime() + seconds * 1000;
const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
const { signal } = new AbortController();
const SECONDS = 30;
const listed = { startTime: begun, endTime: new Date(at(SECONDS)) };
/** Groups of two seconds. */
const coding = (filter: readonly string[] = []) => [
  ...filter,
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-x264-params', 'keyint=30:bframes=2:scenecut=0'],
  ...['-f', 'mpegts'],
];
let directory: string;
let ffmpegPath: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-holes-'));
  ffmpegPath = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const drawn = (words: readonly string[]) =>
  drawnVideo(ffmpegPath, directory, { begun, seconds: SECONDS, coding: words });

type Footage = (asked: Date) => Source & { startTime: Date };

/** Steps through one sequence that the VMS lists as whole. */
function stepsThrough(footage: Footage) {
  const getVideoStream = async ({ startTime }: VideoRequest) => {
    const { bytes, ...sent } = footage(startTime);
    return { ...sent, body: Readable.from([bytes], { objectMode: false }) };
  };
  const decoder: PictureDecoder = Reflect.construct(PictureDecoder, [ffmpegPath, { path: directory }]);
  const loader: RunLoader = Reflect.construct(RunLoader, [{ getVideoStream }, decoder]);
  const queue: DecodeQueue = Reflect.construct(DecodeQueue, [{ PLAYBACK_MAX_DECODERS: 1 }]);
  const clock = new TestClock(new Date('2026-03-01T14:00:00Z'));
  const runs: RunsService = Reflect.construct(RunsService, [
    loader,
    queue,
    clock,
    { PLAYBACK_PICTURE_CACHE_MB: 64 },
  ]);
  const footageAt = async (_: unknown, time: Date) =>
    listed.startTime <= time && time < listed.endTime ? listed : undefined;
  const none = async () => undefined;
  const frames: FramesService = Reflect.construct(FramesService, [
    runs,
    { footageAt },
    { before: none, after: none },
  ]);
  return async (from: number, steps: number) => {
    const { time, image } = await frames.step(camera, from, steps, signal);
    const { tenths } = await readPicture(ffmpegPath, image);
    // Times are told in whole milliseconds.
    expect([tenthsOf(new Date(time)), tenthsOf(new Date(time + 1))]).toContain(tenths);
    return time;
  };
}

const last = at(10 - 1 / DRAWN_RATE);

describe('stepping over a hole in what is listed as whole', () => {
  it.each(['before', 'after'] as const)(
    'leads to the pictures on either side of it, where the VMS sends what is %s it',
    async (sends) => {
      const hole: Hole = { from: new Date(at(10)), to: new Date(at(24)), sends };
      const sent = fromKeyPictures(await drawn(coding()), begun, 'h264', [hole]);

      // Each of them knows nothing of what the others have seen.
      expect(await stepsThrough(sent)(last, 1)).toBe(at(24));
      expect(Math.abs((await stepsThrough(sent)(at(24), -1)) - last)).toBeLessThanOrEqual(1);
      expect(await stepsThrough(sent)(at(15), 1)).toBe(at(24));
    },
  );

  it('leads back from within it, where the VMS sends what is after it', async () => {
    const hole: Hole = { from: new Date(at(10)), to: new Date(at(24)), sends: 'after' };
    const step = stepsThrough(fromKeyPictures(await drawn(coding()), begun, 'h264', [hole]));

    expect(Math.abs((await step(at(15), -1)) - last)).toBeLessThanOrEqual(1);
  });

  it('leads on where the video of the VMS ends at it', async () => {
    const bytes = await drawn(coding());
    const whole = fromKeyPictures(bytes, begun, 'h264');
    const end: Hole = { from: new Date(at(10)), to: new Date(at(SECONDS)), sends: 'before' };
    const first = fromKeyPictures(bytes, begun, 'h264', [end]);
    const step = stepsThrough((asked) =>
      asked.getTime() < at(10) ? first(asked) : whole(new Date(Math.max(asked.getTime(), at(24)))),
    );

    expect(await step(last, 1)).toBe(at(24));
    expect(Math.abs((await step(at(24), -1)) - last)).toBeLessThanOrEqual(1);
  });
});

describe('stepping where pictures come less often', () => {
  /** From the twelfth second on one picture of a second is left, and from the twentieth all again. */
  const slower = ['-vf', "select='lt(t,12)+gte(t,20)+not(mod(n,15))'", '-vsync', '0'];

  it.each([undefined, DRAWN_RATE])(
    'shows each of them once, at its time, on and back, with a rate told of %s',
    async (frameRate) => {
      const sent = fromKeyPictures(await drawn(coding(slower)), begun);
      const step = stepsThrough((asked) => ({ ...sent(asked), ...(frameRate && { frameRate }) }));
      const expected = [12, 13, 14, 15, 16, 17, 18, 19, 20, 20 + 1 / DRAWN_RATE].map(at);

      const on = [await step(at(12), 0)];
      for (const [index] of expected.slice(1).entries()) on.push(await step(on[index] ?? Number.NaN, 1));
      const back = [on.at(-1) ?? Number.NaN];
      for (const [index] of expected.slice(1).entries()) back.push(await step(back[index] ?? Number.NaN, -1));

      expect(on.map((time, index) => Math.round(time - (expected[index] ?? 0)))).toEqual(
        expected.map(() => 0),
      );
      expect(back.toReversed()).toEqual(on);
      expect(await step(at(14.9), 0)).toBe(at(14));
    },
  );
});
