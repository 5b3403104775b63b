import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const CELL = 16;
const CELLS = 40;
const WIDTH = CELL * CELLS;

/** What the time strip of a picture says (design §7): which camera, and when, in tenths of a second mod 2^32. */
export interface StripReading {
  camera: number;
  tenths: number;
}

/** FFmpeg's option for what the file is by its name: a segment of two small pictures is too short to be told by its bytes. */
export const named = (file: string) => {
  if (file.endsWith('.mjpeg')) return ['-f', 'mjpeg'];
  return file.endsWith('.ts') ? ['-f', 'mpegts'] : [];
};

/** Reads the strip of the first `count` pictures of a file (video or JPEG). */
export async function readStrips(ffmpegPath: string, file: string, count = 1): Promise<StripReading[]> {
  const { stdout } = await run(
    ffmpegPath,
    [
      '-v',
      'error',
      ...named(file),
      '-i',
      file,
      '-vsync', // every picture once, whatever its time
      '0',
      '-frames:v',
      String(count),
      '-vf',
      `crop=${WIDTH}:${CELL}:0:0`,
      '-f',
      'rawvideo',
      '-pix_fmt',
      'gray',
      'pipe:1',
    ],
    { encoding: 'buffer', maxBuffer: 256 * 1024 * 1024 },
  );
  const size = WIDTH * CELL;
  return Array.from({ length: stdout.length / size }, (_, index) =>
    readStrip(stdout.subarray(index * size, (index + 1) * size)),
  );
}

function readStrip(gray: Buffer): StripReading {
  const middle = (CELL / 2) * WIDTH + CELL / 2;
  const bits: number[] = Array.from({ length: CELLS }, (_, cell) =>
    (gray[middle + cell * CELL] ?? 0) > 127 ? 1 : 0,
  );
  const number = (from: number, to: number) =>
    bits.slice(from, to).reduce((value, bit) => value * 2 + bit, 0);
  if (number(0, 4) !== 0b1010) throw new Error('This picture has no time strip.');
  return { camera: number(4, 8), tenths: number(8, 40) };
}

/** What the strip of a picture taken at `time` says. */
export const tenthsOf = (time: Date) => Math.floor(time.getTime() / 100) % 2 ** 32;
