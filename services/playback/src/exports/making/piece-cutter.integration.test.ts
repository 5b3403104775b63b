import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { findFfmpeg } from '@playhead/ffmpeg';
import type { VideoContainer } from '@playhead/milestone';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EncoderSlots } from '../../streams/ffmpeg/encoder-slots.ts';
import { FfmpegRunner } from '../../streams/ffmpeg/ffmpeg-run.ts';
import { cut } from '../../testing/cut-source.ts';
import { EXPORT_FILE, FileMaker } from './file-maker.ts';
import { lengthMs, type Piece } from './piece.ts';
import { type CutRequest, PieceCutter } from './piece-cutter.ts';

const run = promisify(execFile);
const NOON = Date.parse('2026-03-01T12:00:00Z');
const at = (seconds: number) => new Date(NOON + seconds * 1000);
let directory: string;
let ffmpeg: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-pieces-'));
  ffmpeg = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const h264 = [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-sc_threshold', '0', '-bf', '0'],
  ...['-pix_fmt', 'yuv420p'],
];
const h265 = [
  '-c:v',
  'libx265',
  '-preset',
  'ultrafast',
  '-x265-params',
  'keyint=15:bframes=0:log-level=none',
];
const mjpeg = ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-f', 'mpjpeg'];
const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440'];

/** What a camera recorded from noon on, a key picture each second. */
async function recorded(
  coding: readonly string[],
  sound: readonly string[] = [],
  seconds = 8,
): Promise<Buffer> {
  const file = join(directory, randomUUID());
  const pictures = ['-f', 'lavfi', '-i', 'testsrc=s=320x180:r=15'];
  await run(ffmpeg, ['-v', 'error', ...pictures, ...sound, '-t', String(seconds), ...coding, file]);
  return readFile(file);
}

interface Source {
  bytes: Buffer;
  container: VideoContainer;
  frameRate?: number;
}

/** Cuts what a VMS sends that begins at noon, whatever it is asked for. */
function cutterOf({ bytes, ...source }: Source) {
  const getVideoStream = async () => ({
    ...source,
    body: Readable.from([bytes], { objectMode: false }),
    startTime: at(0),
  });
  const runner = new FfmpegRunner(ffmpeg);
  const place = { path: directory };
  const cutter: PieceCutter = Reflect.construct(PieceCutter, [
    { getVideoStream },
    runner,
    new EncoderSlots(2),
    place,
  ]);
  const files: FileMaker = Reflect.construct(FileMaker, [runner, place]);
  return { cutter, files };
}

/** Exports `[from, to)` in parts that end at `borders`; what is in the file, as FFmpeg says and counts it. */
async function exported(source: Source, from: number, to: number, borders: readonly number[] = []) {
  const { cutter, files } = cutterOf(source);
  const signal = new AbortController().signal;
  const folder = await mkdtemp(join(directory, 'export-'));
  const pieces: Piece[] = [];
  let position = at(from);
  for (const [index, border] of [...borders, to].entries()) {
    const request: CutRequest = {
      deviceId: 'device',
      position,
      isFirst: index === 0,
      until: at(border),
      isLast: index === borders.length,
      codec: pieces[0]?.codec,
      lengthBeforeMs: pieces.reduce((sum, piece) => sum + lengthMs(piece), 0),
      directory: folder,
      name: `piece-${index}`,
      mostBytes: 2 ** 30,
    };
    const result = await cutter.cut(request, signal);
    if (result.kind === 'none') throw new Error('Nothing was cut.');
    pieces.push(result.piece);
    position = result.piece.endTime;
  }
  expect((await readdir(folder)).toSorted()).toEqual(pieces.map(({ fileName }) => fileName));
  const range = { startTime: at(from), endTime: at(to) };
  const about = { title: 'Gate', exportId: 'export', cameraId: 'camera', range, chapters: [], gaps: [] };
  await files.make({ ...about, pieces, directory: folder, name: 'joining' }, signal);
  const file = join(folder, EXPORT_FILE);
  const told = await run(ffmpeg, ['-i', file]).catch(({ stderr }) => ({ stderr }));
  const kinds = [...String(told.stderr).matchAll(/(?:Video|Audio): (\w+)/g)].map(([, kind]) => kind);
  const { stdout } = await run(ffmpeg, [
    '-v',
    'error',
    '-i',
    file,
    '-map',
    '0:v',
    '-f',
    'framecrc',
    '-vsync',
    '0',
    '-',
  ]);
  return { pieces, kinds, pictures: stdout.split('\n').filter((line) => /^0,/.test(line)).length };
}

describe('footage of a VMS that begins earlier than it is asked to', () => {
  it('is cut to the picture, and at key pictures between the parts: none is missing or twice', async () => {
    const source = { bytes: await recorded([...h264, '-f', 'mpegts']), container: 'mp2t' } as const;
    const { pieces, kinds, pictures } = await exported(source, 1.4, 6.6, [3.2, 5]);
    expect(pieces.map(({ startTime, endTime }) => [startTime, endTime])).toEqual([
      [at(0), at(4)],
      [at(4), at(5)],
      [at(5), expect.any(Date)],
    ]);
    expect(kinds).toEqual(['h264']);
    expect(pictures).toBe(Math.round(5.2 * 15));
  });

  it('stands at its own time, and is there once, after a long hole in what is listed as whole', async () => {
    const whole = await recorded([...h264, '-f', 'mpegts'], [], 24);
    const sent = cut([whole]).filter(({ startSeconds }) => startSeconds < 6 || startSeconds >= 18);
    const source = { bytes: Buffer.concat(sent.map(({ bytes }) => bytes)), container: 'mp2t' } as const;
    const { pieces, pictures } = await exported(source, 1, 22, [20]);
    expect(pieces.map(({ startTime, endTime }) => [startTime, endTime])).toEqual([
      [at(0), at(20)],
      [at(20), at(22)],
    ]);
    expect(pictures).toBe((5 + 2 + 2) * 15);
  });

  it('keeps its sound: AAC as it is, anything else coded as AAC', async () => {
    for (const coding of ['aac', 'mp2']) {
      const bytes = await recorded([...h264, '-c:a', coding, '-f', 'mpegts'], tone);
      expect((await exported({ bytes, container: 'mp2t' }, 1, 6, [3])).kinds).toEqual(['h264', 'aac']);
    }
  });

  it('stays H.265 where it is', async () => {
    const bytes = await recorded([...h265, '-f', 'hevc']);
    const { kinds, pictures } = await exported({ bytes, container: 'h265', frameRate: 15 }, 1, 6, [3]);
    expect(kinds).toEqual(['hevc']);
    expect(pictures).toBe(75);
  });

  it('becomes H.264 where no player would show it', async () => {
    const bytes = await recorded(mjpeg);
    const { kinds, pictures } = await exported({ bytes, container: 'mjpeg', frameRate: 15 }, 1.4, 6, [3]);
    expect(kinds).toEqual(['h264']);
    expect(pictures).toBe(Math.round(4.6 * 15));
  });

  it('that changes its codec half-way is refused, with the time from which on', async () => {
    const { cutter } = cutterOf({ bytes: await recorded([...h264, '-f', 'mpegts']), container: 'mp2t' });
    const request: CutRequest = {
      deviceId: 'device',
      position: at(0),
      isFirst: false,
      until: at(5),
      isLast: true,
      codec: 'h265',
      lengthBeforeMs: 1_000,
      directory,
      name: 'other',
      mostBytes: 2 ** 30,
    };
    await expect(cutter.cut(request, new AbortController().signal)).rejects.toMatchObject({
      code: 'export-codec-changed',
      message: expect.stringContaining(at(0).toISOString()),
    });
  });
});
