import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { CameraId } from '@playhead/contracts';
import { findFfmpeg } from '@playhead/ffmpeg';
import { UnavailableError, type VideoContainer } from '@playhead/milestone';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { PictureDecoder } from '../pictures/picture-decoder.ts';
import { RunLoader } from './run-loader.ts';

const run = promisify(execFile);
const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
const startTime = new Date('2026-03-01T12:00:00Z');
const at = (ms: number) => startTime.getTime() + ms;
const { signal } = new AbortController();
let ffmpegPath: string;
let decoder: PictureDecoder;

beforeAll(async () => {
  ffmpegPath = await findFfmpeg();
  decoder = Reflect.construct(PictureDecoder, [ffmpegPath, { path: tmpdir() }]);
});

/** Ten seconds in which picture n is a grey of 20 + 4n (mod 200), made with FFmpeg's own names for things. */
async function footage(rate: number, output: string[]): Promise<Buffer> {
  const { stdout } = await run(
    ffmpegPath,
    [
      ...['-v', 'error', '-f', 'lavfi', '-i', `color=c=black:s=320x240:r=${rate}:d=10`],
      ...['-vf', "geq=lum='20+mod(N*4,200)':cb=128:cr=128", ...output, 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 },
  );
  return stdout;
}

const h264 = (gop: number, format: string[]) => [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '10', '-g', String(gop), '-sc_threshold', '0'],
  ...['-bf', '0', ...format],
];

function given(open: () => Promise<unknown>) {
  const getVideoStream = vi.fn(open);
  const loader: RunLoader = Reflect.construct(RunLoader, [{ getVideoStream }, decoder]);
  return { loader, getVideoStream };
}

const answering = (bytes: Buffer, container: VideoContainer, frameRate?: number) =>
  given(async () => ({
    body: Readable.from([bytes]),
    container,
    startTime,
    ...(frameRate && { frameRate }),
  }));

/** Which picture of the footage an image is, mod 50. JPEG spreads video's luma of 16 to 235 over 0 to 255. */
async function numberOf(image: Buffer | undefined): Promise<number> {
  const { channels } = await sharp(image).greyscale().stats();
  return Math.round((((channels[0]?.mean ?? Number.NaN) * 219) / 255 - 4) / 4);
}

describe('a run of pictures', () => {
  it.each<[string, VideoContainer, number | undefined, string[]]>([
    ['MPEG-TS', 'mp2t', undefined, h264(25, ['-muxdelay', '0', '-f', 'mpegts'])],
    ['fragmented MP4', 'mp4', undefined, h264(25, ['-movflags', '+frag_keyframe+empty_moov', '-f', 'mp4'])],
    ['raw H.264', 'h264', 25, h264(25, ['-f', 'h264'])],
    ['what is to be probed', 'unknown', undefined, h264(25, ['-f', 'mpegts'])],
  ])('of %s is one group of pictures, each at its own time', async (_, container, frameRate, output) => {
    const { loader } = answering(await footage(25, output), container, frameRate);

    const { pictures, next } = await loader.load(camera, { target: at(400), askAt: at(400) }, signal);

    expect(pictures.map(({ time }) => time)).toEqual(
      Array.from({ length: 25 }, (_, index) => at(index * 40)),
    );
    expect(next).toBe(at(1_000));
    expect(await numberOf(pictures[0]?.image)).toBe(0);
    expect(await numberOf(pictures[24]?.image)).toBe(24);
  });

  it('of a long group of H.265 pictures is the part in which the moment lies', async () => {
    const x265 = [
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-x265-params',
      'keyint=80:bframes=0:crf=1:log-level=none',
    ];
    const bytes = await footage(10, [...x265, '-f', 'hevc']);
    const { loader } = answering(bytes, 'h265', 10);

    const { pictures, next } = await loader.load(camera, { target: at(4_550), askAt: at(4_550) }, signal);

    expect(pictures.map(({ time }) => time)).toEqual(
      Array.from({ length: 20 }, (_, index) => at(4_000 + index * 100)),
    );
    expect(next).toBe(at(6_000));
    expect(await numberOf(pictures[5]?.image)).toBe(45);
  });

  it('of MJPEG, each picture of which stands alone, is a second', async () => {
    const mjpeg = ['-c:v', 'mjpeg', '-q:v', '2', '-pix_fmt', 'yuvj420p', '-f', 'mpjpeg'];
    const { loader } = answering(await footage(10, mjpeg), 'mjpeg', 10);

    const { pictures, next } = await loader.load(camera, { target: at(0), askAt: at(0) }, signal);

    expect(pictures.map(({ time }) => time)).toEqual(
      Array.from({ length: 10 }, (_, index) => at(index * 100)),
    );
    expect(next).toBe(at(1_000));
    expect(await Promise.all(pictures.map(({ image }) => numberOf(image)))).toEqual([
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
    ]);
  });

  it('of a camera that takes a picture now and then is the one still shown', async () => {
    const bytes = await footage(0.25, h264(100, ['-f', 'h264']));
    const { loader } = answering(bytes, 'h264', 0.25);

    const { pictures, next } = await loader.load(camera, { target: at(7_500), askAt: at(7_500) }, signal);

    expect(pictures.map(({ time }) => time)).toEqual([at(4_000)]);
    expect(next).toBe(at(8_000));
  });

  it('is made of what came before the VMS broke off, when that is all of it', async () => {
    const bytes = await footage(25, h264(25, ['-f', 'mpegts']));
    const torn = async function* () {
      yield bytes;
      throw new UnavailableError('The VMS hung up.');
    };
    const { loader } = given(async () => ({ body: Readable.from(torn()), container: 'mp2t', startTime }));

    const { pictures } = await loader.load(camera, { target: at(0), askAt: at(0) }, signal);

    expect(pictures).toHaveLength(25);
  });

  it('is none when the VMS breaks off in the middle of it', async () => {
    const bytes = await footage(25, h264(250, ['-f', 'mpegts']));
    const torn = async function* () {
      yield bytes.subarray(0, bytes.length / 20);
      throw new UnavailableError('The VMS hung up.');
    };
    const { loader } = given(async () => ({ body: Readable.from(torn()), container: 'mp2t', startTime }));

    await expect(loader.load(camera, { target: at(9_000), askAt: at(9_000) }, signal)).rejects.toThrow(
      'The VMS hung up.',
    );
  });

  it.each([
    ['little', 100_000, 'mp2t'],
    ['more than FFmpeg reads', 2_000_000, 'unknown'],
  ] as const)('is a problem when the VMS sends what is no video, %s of it', async (_, bytes, container) => {
    const { loader } = answering(Buffer.alloc(bytes, 'not a video'), container);

    await expect(loader.load(camera, { target: at(0), askAt: at(0) }, signal)).rejects.toMatchObject({
      code: 'picture-failed',
    });
  });

  it('ends FFmpeg and the video when nobody waits for it any more', async () => {
    const silent = new Readable({ read() {} });
    const { loader, getVideoStream } = given(async () => ({ body: silent, container: 'mp2t', startTime }));
    const gone = new AbortController();
    const loading = loader.load(camera, { target: at(0), askAt: at(0) }, gone.signal);
    await vi.waitFor(() => expect(getVideoStream).toHaveBeenCalled(), 30_000);
    gone.abort(new Error('gone'));

    await expect(loading).rejects.toThrow('gone');
    expect(silent.destroyed).toBe(true);
  });
});
