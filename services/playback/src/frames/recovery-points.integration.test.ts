import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CameraId } from '@playhead/contracts';
import { findFfmpeg } from '@playhead/ffmpeg';
import type { VideoRequest } from '@playhead/milestone';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PictureDecoder } from '../pictures/picture-decoder.ts';
import { DRAWN_RATE, drawnVideo } from '../testing/drawn-video.ts';
import { readPicture } from '../testing/read-picture.ts';
import { fromKeyPictures } from '../testing/source-stream.ts';
import { tenthsOf } from '../testing/time-strip.ts';
import { RunLoader } from './run-loader.ts';

const begun = new Date('2026-03-01T12:00:00Z');
const at = (seconds: number) => begun.getTime() + seconds * 1000;
const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
const { signal } = new AbortController();
let directory: string;
let ffmpegPath: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-runs-'));
  ffmpegPath = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const x264 = (params: string) => ['-c:v', 'libx264', '-preset', 'ultrafast', '-x264-params', params];

/** Of twelve seconds, what is kept from `keptFrom` on; sent from the key picture before what is asked for. */
async function loaderOf(params: string, keptFrom = 0) {
  const coding = [...x264(`keyint=30:scenecut=0:${params}`), '-f', 'mpegts'];
  const sent = fromKeyPictures(
    await drawnVideo(ffmpegPath, directory, { begun, seconds: 12, coding }),
    begun,
  );
  const getVideoStream = async ({ startTime }: VideoRequest) => {
    const { bytes, ...rest } = sent(new Date(Math.max(startTime.getTime(), at(keptFrom))));
    return { ...rest, body: Readable.from([bytes], { objectMode: false }) };
  };
  const decoder: PictureDecoder = Reflect.construct(PictureDecoder, [ffmpegPath, { path: directory }]);
  const loader: RunLoader = Reflect.construct(RunLoader, [{ getVideoStream }, decoder]);
  return loader;
}

const PACKET_BYTES = 188;
/** The parameters of the video, with which each place to begin at of H.265 is sent. */
const BEGINS = Buffer.from([0, 0, 0, 1, 0x40, 1]);

/** Twelve seconds of H.265 whose only key picture is the first, sent from the place to begin at, one each two seconds. */
async function loaderOfRefreshedH265() {
  const params = 'keyint=30:min-keyint=30:intra-refresh=1:bframes=0:scenecut=0:log-level=none';
  const coding = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', params, '-f', 'mpegts'];
  const bytes = await drawnVideo(ffmpegPath, directory, { begun, seconds: 12, coding });
  const places: number[] = [];
  for (let place = bytes.indexOf(BEGINS); place !== -1; place = bytes.indexOf(BEGINS, place + 1))
    places.push(place - (place % PACKET_BYTES));
  const tables = bytes.subarray(0, places[0]);
  const getVideoStream = async ({ startTime }: VideoRequest) => {
    const index = Math.floor((startTime.getTime() - at(0)) / 2000);
    const body = Readable.from([Buffer.concat([tables, bytes.subarray(places[index])])], {
      objectMode: false,
    });
    return { body, container: 'mp2t', startTime: new Date(at(index * 2)) };
  };
  const decoder: PictureDecoder = Reflect.construct(PictureDecoder, [ffmpegPath, { path: directory }]);
  const loader: RunLoader = Reflect.construct(RunLoader, [{ getVideoStream }, decoder]);
  return loader;
}

describe('a run of H.265 with gradual refresh', () => {
  it.each([0.5, 2, 5, 7.9])('has each picture whole, at its time, at %s s', async (second) => {
    const loader = await loaderOfRefreshedH265();

    const { pictures } = await loader.load(camera, { target: at(second), askAt: at(second) }, signal);

    expect(pictures[0]?.time).toBe(at(Math.floor(second / 2) * 2));
    for (const { time, image } of pictures) {
      const { tenths } = await readPicture(ffmpegPath, image);
      expect([tenthsOf(new Date(time)), tenthsOf(new Date(time + 1))]).toContain(tenths);
    }
  });
});

describe('a run of pictures keyed by points of recovery', () => {
  it.each([
    ['open groups', 'open-gop=1:bframes=2', 5],
    ['gradual refresh', 'intra-refresh=1:bframes=0', 5],
    ['gradual refresh, where the recording begins', 'intra-refresh=1:bframes=0', 0.5],
  ] as const)('has each at its time, with the one that was asked for: %s', async (_, params, second) => {
    const loader = await loaderOf(params);

    const { pictures } = await loader.load(camera, { target: at(second), askAt: at(second) }, signal);

    expect(pictures.some(({ time }) => at(second) - 1000 / DRAWN_RATE < time && time <= at(second) + 1)).toBe(
      true,
    );
    for (const { time, image } of pictures) {
      const { tenths } = await readPicture(ffmpegPath, image);
      // Times are told in whole milliseconds.
      expect([tenthsOf(new Date(time)), tenthsOf(new Date(time + 1))]).toContain(tenths);
    }
  });

  it('begins with the first that is whole where nothing is kept of what that needs', async () => {
    const loader = await loaderOf('intra-refresh=1:bframes=0', 4);

    const { pictures } = await loader.load(camera, { target: at(5), askAt: at(5) }, signal);

    const [first] = pictures;
    if (first === undefined) throw new Error('There is none.');
    expect(first.time).toBeGreaterThan(at(5));
    expect((await readPicture(ffmpegPath, first.image)).tenths).toBe(tenthsOf(new Date(first.time + 1)));
  });
});
