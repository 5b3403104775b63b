import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { CameraId } from '@playhead/contracts';
import { findFfmpeg } from '@playhead/ffmpeg';
import { UnavailableError, type VideoRequest } from '@playhead/milestone';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DecodeQueue } from '../pictures/decode-queue.ts';
import { PictureDecoder } from '../pictures/picture-decoder.ts';
import { DRAWN_RATE, drawnVideo } from '../testing/drawn-video.ts';
import { readPicture } from '../testing/read-picture.ts';
import { runningFfmpegs } from '../testing/running-ffmpegs.ts';
import { fromKeyPictures, type Source } from '../testing/source-stream.ts';
import { tenthsOf } from '../testing/time-strip.ts';
import { KeyPictures } from './key-pictures.ts';

const run = promisify(execFile);
const begun = new Date('2026-03-01T12:00:00Z');
const at = (seconds: number) => begun.getTime() + seconds * 1000;
const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
const never = new AbortController().signal;
let directory: string;
let ffmpegPath: string;
let bodies: Readable[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-keys-'));
  ffmpegPath = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));
afterEach(async () => {
  const opened = bodies;
  bodies = [];
  await expect.poll(() => opened.every(({ destroyed }) => destroyed)).toBe(true);
  await expect.poll(() => runningFfmpegs(directory)).toEqual([]);
});

type Sent = Source & { startTime: Date };
type Footage = (asked: Date) => Sent;

/** What a VMS does when it has sent what it has. */
type Then = 'ends' | 'falls silent' | 'breaks off';

function vmsOf(footage: Footage, then: Then) {
  const getVideoStream = async ({ startTime }: VideoRequest) => {
    const { bytes, ...sent } = footage(startTime);
    const body = new Readable({ read() {} });
    // In pieces, as from a network.
    for (let from = 0; from < bytes.length; from += 10_000) body.push(bytes.subarray(from, from + 10_000));
    if (then === 'ends') body.push(null);
    if (then === 'breaks off') setImmediate(() => body.destroy(new UnavailableError('It is gone.')));
    bodies.push(body);
    return { ...sent, body };
  };
  const decoder: PictureDecoder = Reflect.construct(PictureDecoder, [ffmpegPath, { path: directory }]);
  const queue: DecodeQueue = Reflect.construct(DecodeQueue, [{ PLAYBACK_MAX_DECODERS: 1 }]);
  const keys: KeyPictures = Reflect.construct(KeyPictures, [{ getVideoStream }, decoder, queue]);
  return {
    within: (from: number, to: number, signal = never) =>
      keys.within(camera, { from: at(from), to: at(to), width: 640 }, signal),
  };
}

const x264 = (params: string) => ['-c:v', 'libx264', '-preset', 'ultrafast', '-x264-params', params];
const x265 = (params: string) => [
  ...['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', `${params}:log-level=none`],
];

/** Groups of two seconds. */
const closed = x264('keyint=30:bframes=2:scenecut=0');
const open = x264('keyint=30:open-gop=1:bframes=2:scenecut=0');
const refreshed = x264('keyint=30:intra-refresh=1:bframes=0:scenecut=0');
const ofFields = x264('keyint=30:bframes=0:scenecut=0:tff=1');
const openH265 = x265('keyint=30:min-keyint=30:open-gop=1:bframes=2:scenecut=0');
const closedH265 = x265('keyint=30:min-keyint=30:open-gop=0:bframes=2:scenecut=0');
const longH265 = x265('keyint=150:min-keyint=150:open-gop=1:bframes=2:scenecut=0');
const refreshedH265 = x265('keyint=30:min-keyint=30:intra-refresh=1:bframes=0:scenecut=0');
const MP4 = ['-movflags', '+frag_keyframe+empty_moov', '-f', 'mp4'];

const drawn = (coding: readonly string[], wrap: readonly string[], seconds = 30) =>
  drawnVideo(ffmpegPath, directory, { begun, seconds, coding: [...coding, ...wrap] });

async function inTransport(coding: readonly string[], codec: 'h264' | 'h265' = 'h264', seconds = 30) {
  return fromKeyPictures(await drawn(coding, ['-f', 'mpegts'], seconds), begun, codec);
}

/** A file of MPEG-TS. */
async function kept(coding: readonly string[]): Promise<string> {
  const file = join(directory, randomUUID());
  await writeFile(file, await drawn(coding, ['-f', 'mpegts']));
  return file;
}

/** With sound that begins half a second before the first picture that is sent, which is of the fourth second. */
async function besideSound(coding: readonly string[]): Promise<Sent> {
  const pictures = join(directory, randomUUID());
  await writeFile(pictures, (await inTransport(coding))(new Date(at(4))).bytes);
  const startTime = new Date(at(4));
  const file = join(directory, randomUUID());
  const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:duration=20'];
  const both = ['-itsoffset', '0.5', '-f', 'mpegts', '-i', pictures, '-map', '0:a', '-map', '1:v'];
  const wrap = ['-c:v', 'copy', '-c:a', 'aac', '-f', 'mpegts', file];
  await run(ffmpegPath, ['-v', 'error', ...tone, ...both, ...wrap]);
  return { bytes: await readFile(file), container: 'mp2t', startTime };
}

/** Sent from its beginning, whatever is asked for. */
const whole = (source: Source) => () => ({ ...source, startTime: begun });

/** Five seconds of raw H.264. */
const counted = async () =>
  whole({ bytes: await drawn(closed, ['-f', 'h264'], 5), container: 'h264', frameRate: DRAWN_RATE });

/** What is sent from the second place on at which decoding may begin, where parameters of the video come. */
function fromSecond(bytes: Buffer, container: 'mp2t' | 'h265', set: number): Buffer {
  const name = Buffer.from([0, 0, 0, 1, set, 1]);
  const at = bytes.indexOf(name, bytes.indexOf(name) + 1);
  if (container === 'h265') return bytes.subarray(at);
  // The tables stand before the first picture.
  const start = at - (at % 188);
  return Buffer.concat([bytes.subarray(0, 3 * 188), bytes.subarray(start)]);
}

/** How old the picture is that is shown at each second of a stretch, or of the end of it, ms. */
async function agesOf(vms: ReturnType<typeof vmsOf>, from: number, to: number, shownFrom = from) {
  const taken = await vms.within(from, to);
  const found: number[] = [];
  for (let second = shownFrom; second <= to; second += 1) {
    const picture = taken.findLast(({ time }) => time <= at(second));
    if (picture === undefined) throw new Error(`There is none at ${second} s.`);
    const { tenths } = await readPicture(ffmpegPath, picture.image);
    // What it shows is what was taken at the time it is said to be of.
    expect(Math.abs(tenths - tenthsOf(new Date(picture.time)))).toBeLessThanOrEqual(1);
    found.push(at(second) - picture.time);
  }
  return found;
}

describe('the key pictures of a stretch', () => {
  it('are decoded alone, and with one request, where they are whole by themselves', async () => {
    const vms = vmsOf(await inTransport(closed), 'falls silent');

    const taken = await vms.within(5, 14);

    expect(taken.map(({ time }) => time)).toEqual([4, 6, 8, 10, 12, 14].map(at));
    expect(await agesOf(vms, 5, 14)).toEqual([1000, 0, 1000, 0, 1000, 0, 1000, 0, 1000, 0]);
    expect(bodies).toHaveLength(2);
  });

  it('are at their times after a long hole in what is listed as whole', async () => {
    const hole = { from: new Date(at(10)), to: new Date(at(24)), sends: 'after' } as const;
    const bytes = await drawn(closed, ['-f', 'mpegts']);
    const vms = vmsOf(fromKeyPictures(bytes, begun, 'h264', [hole]), 'ends');

    const taken = await vms.within(5, 28);

    expect(taken.map(({ time }) => time)).toEqual([4, 6, 8, 24, 26, 28].map(at));
  });

  it('are decoded alone in H.265 whose groups are open', async () => {
    const vms = vmsOf(await inTransport(openH265, 'h265'), 'falls silent');

    expect(await agesOf(vms, 5, 14)).toEqual([1000, 0, 1000, 0, 1000, 0, 1000, 0, 1000, 0]);
    expect(bodies).toHaveLength(1);
  });

  it.each([
    ['open groups', open, 5, 1],
    ['open groups where the recording begins, with the only IDR picture,', open, 0, 2],
    ['gradual refresh where the recording begins, with the only IDR picture,', refreshed, 0, 2],
  ] as const)(
    'of H.264 with %s are replaced by others close to each second',
    async (_, coding, from, requests) => {
      const vms = vmsOf(await inTransport(coding), 'falls silent');

      expect(Math.max(...(await agesOf(vms, from, from + 9)))).toBeLessThan(200);
      expect(bodies).toHaveLength(requests);
    },
  );

  it('of H.264 with gradual refresh are replaced by others from where the picture is whole', async () => {
    const vms = vmsOf(await inTransport(refreshed), 'falls silent');

    // It is sent from the fourth second on, and whole two seconds later.
    expect(Math.max(...(await agesOf(vms, 5, 14, 6)))).toBeLessThan(200);
    expect((await vms.within(5, 14))[0]?.time).toBeGreaterThan(at(5.5));
  });

  it.each([
    ['gradual refresh', refreshed, 6],
    ['open groups', open, 5],
  ] as const)('of H.264 with %s beside sound are at their times', async (_, coding, shownFrom) => {
    const sent = await besideSound(coding);
    const vms = vmsOf(() => sent, 'falls silent');

    expect(Math.max(...(await agesOf(vms, 5, 14, shownFrom)))).toBeLessThan(200);
  });

  it.each([
    ['H.264', 'h264', closed, ['-f', 'h264']],
    ['H.265', 'h265', openH265, ['-f', 'hevc']],
    ['H.265 with closed groups', 'h265', closedH265, ['-f', 'hevc']],
    ['H.265 with groups longer than it counts', 'h265', longH265, ['-f', 'hevc']],
  ] as const)('of raw %s are counted, and decoded alone', async (_, container, coding, wrap) => {
    const vms = vmsOf(
      whole({ bytes: await drawn(coding, wrap), container, frameRate: DRAWN_RATE }),
      'falls silent',
    );

    const taken = await vms.within(0, 28);

    const apart = coding === longH265 ? 10 : 2;
    const seconds = Array.from({ length: Math.floor(28 / apart) + 1 }, (_, index) => index * apart);
    expect(taken.map(({ time }) => time)).toEqual(seconds.map(at));
    expect(Math.max(...(await agesOf(vms, 1, 10)))).toBeLessThan(apart * 1000);
    expect(bodies).toHaveLength(2);
  });

  it.each([
    ['raw H.264 with open groups', 'h264', open, ['-f', 'h264'], 2],
    ['raw H.264 of fields', 'h264', ofFields, ['-f', 'h264'], 1],
    ['raw H.265 with gradual refresh', 'h265', refreshedH265, ['-f', 'hevc'], 2],
    ['H.264 in MP4 with open groups', 'mp4', open, MP4, 2],
  ] as const)(
    'of %s are replaced by others where they need what was before',
    async (_, container, coding, wrap, requests) => {
      const bytes = await drawn(coding, wrap);
      const rate = container === 'mp4' ? {} : { frameRate: DRAWN_RATE };
      const vms = vmsOf(whole({ bytes, container, ...rate }), 'falls silent');

      expect(Math.max(...(await agesOf(vms, 1, 10)))).toBeLessThan(200);
      expect(bodies).toHaveLength(requests);
    },
  );

  it.each([
    ['H.264', closed, []],
    ['H.264 beside sound', closed, ['-f', 'lavfi', '-i', 'sine=frequency=440']],
    ['H.265 with open groups', openH265, []],
  ] as const)('of %s in MP4 are decoded alone', async (_, coding, sound) => {
    const words = [
      '-f',
      'mpegts',
      '-i',
      await kept(coding),
      ...sound,
      '-t',
      '30',
      '-c:v',
      'copy',
      '-c:a',
      'aac',
    ];
    const file = join(directory, randomUUID());
    await run(ffmpegPath, ['-v', 'error', ...words, ...MP4, file]);
    const vms = vmsOf(whole({ bytes: await readFile(file), container: 'mp4' }), 'falls silent');

    expect((await vms.within(5, 14)).map(({ time }) => time)).toEqual([4, 6, 8, 10, 12, 14].map(at));
    expect(await agesOf(vms, 5, 14)).toEqual([1000, 0, 1000, 0, 1000, 0, 1000, 0, 1000, 0]);
    expect(bodies).toHaveLength(2);
  });

  it('of H.265 with gradual refresh are replaced by others, where the recording begins with the only key picture', async () => {
    const vms = vmsOf(
      whole({ bytes: await drawn(refreshedH265, ['-f', 'mpegts']), container: 'mp2t' }),
      'falls silent',
    );

    expect(Math.max(...(await agesOf(vms, 1, 10)))).toBeLessThan(200);
    expect(bodies).toHaveLength(2);
  });

  it.each([
    ['MPEG-TS', 'mp2t', ['-f', 'mpegts'], 0x40],
    ['raw video', 'h265', ['-f', 'hevc'], 0x40],
  ] as const)(
    'of H.265 with gradual refresh in %s are replaced by others from where the picture is whole',
    async (_, container, wrap, set) => {
      const bytes = await drawn(refreshedH265, wrap);
      // From the second place to begin at on, which is no key picture.
      const sent = fromSecond(bytes, container, set);
      const vms = vmsOf(
        () => ({ bytes: sent, container, frameRate: DRAWN_RATE, startTime: new Date(at(2)) }),
        'falls silent',
      );

      const taken = await vms.within(3, 9);

      expect(taken[0]?.time).toBe(at(4));
      expect(Math.max(...(await agesOf(vms, 3, 9, 4)))).toBeLessThan(200);
    },
  );

  it('of raw H.264 without a rate are replaced by others, as nothing tells their times', async () => {
    const vms = vmsOf(
      whole({ bytes: await drawn(closed, ['-f', 'h264']), container: 'h264' }),
      'falls silent',
    );

    expect((await vms.within(1, 2)).length).toBeGreaterThan(2);
  });

  it('of motion JPEG are all its pictures', async () => {
    const bytes = await drawn(['-c:v', 'mjpeg'], ['-f', 'mpjpeg']);
    const vms = vmsOf(whole({ bytes, container: 'mjpeg', frameRate: DRAWN_RATE }), 'ends');

    expect(Math.max(...(await agesOf(vms, 1, 10)))).toBeLessThan(67);
  });

  it.each([
    ['whole', closed],
    ['dependent', open],
  ])(
    'are those up to the live edge where the footage ends before the stretch, %s ones',
    async (_, coding) => {
      const vms = vmsOf(await inTransport(coding, 'h264', 5), 'ends');

      const taken = await vms.within(0, 9);

      expect(at(5) - (taken.at(-1)?.time ?? Number.NaN)).toBeLessThanOrEqual(1000);
    },
  );

  it('are none where the footage begins after the stretch', async () => {
    const sent = await inTransport(closed);
    const vms = vmsOf(() => sent(new Date(at(12))), 'falls silent');

    expect(await vms.within(0, 9)).toEqual([]);
  });

  it.each([
    ['whole', closed],
    ['dependent', open],
  ])('are as the VMS fails when it breaks off, %s ones', async (_, coding) => {
    const vms = vmsOf(await inTransport(coding, 'h264', 5), 'breaks off');

    await expect(vms.within(0, 9)).rejects.toThrow(UnavailableError);
  });

  it('are as the VMS fails when it breaks off, counted ones', async () => {
    const vms = vmsOf(await counted(), 'breaks off');

    await expect(vms.within(0, 9)).rejects.toThrow(UnavailableError);
  });

  it('are given up when nobody wants them any more, counted ones', async () => {
    const vms = vmsOf(await counted(), 'falls silent');
    const gone = new AbortController();
    const taken = vms.within(0, 9, gone.signal);
    await expect.poll(() => runningFfmpegs(directory)).toHaveLength(1);
    gone.abort(new Error('Nobody waits.'));

    await expect(taken).rejects.toThrow('Nobody waits.');
  });

  it.each([
    ['whole', closed],
    ['dependent', open],
  ])('are given up when nobody wants them any more, %s ones', async (_, coding) => {
    const vms = vmsOf(await inTransport(coding, 'h264', 5), 'falls silent');
    const gone = new AbortController();
    const taken = vms.within(0, 9, gone.signal);
    await expect.poll(() => runningFfmpegs(directory)).toHaveLength(1);
    gone.abort(new Error('Nobody waits.'));

    await expect(taken).rejects.toThrow('Nobody waits.');
  });

  it.each([
    ['mp2t', 'ends'],
    ['h264', 'ends'],
    ['mp4', 'ends'],
    ['unknown', 'ends'],
    ['unknown', 'falls silent'],
  ] as const)('are none of what is no video, said to be %s, when the VMS %s', async (container, then) => {
    // A little more than FFmpeg looks at, all of which it has got when it gives up.
    const vms = vmsOf(whole({ bytes: Buffer.alloc(1_080_000, 'no video '), container }), then);

    await expect(vms.within(0, 9)).rejects.toMatchObject({ code: 'picture-failed' });
  });

  it('are those that are left where bytes are lost on the way', async () => {
    const sent = await inTransport(open);
    const vms = vmsOf((asked) => {
      const { bytes, ...rest } = sent(asked);
      const damaged = Buffer.from(bytes);
      for (let hole = 8_000; hole < damaged.length; hole += 20_011) damaged.fill(0xaa, hole, hole + 150);
      return { ...rest, bytes: damaged };
    }, 'ends');

    expect((await vms.within(5, 14)).length).toBeGreaterThan(0);
  });
});
