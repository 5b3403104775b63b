import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { named, readStrips, tenthsOf } from './time-strip.ts';

const run = promisify(execFile);

/** A picture as a player shows it. */
export interface ShownPicture {
  /** Seconds into its segment. */
  offsetSeconds: number;
  /** When it was taken, in tenths of a second (design §7). */
  tenths: number;
  /** The number of its camera. */
  camera: number;
}

/** Decodes a segment: what it shows when. */
export async function shownPictures(
  ffmpegPath: string,
  directory: string,
  segment: Buffer,
): Promise<ShownPicture[]> {
  const file = join(directory, `${randomUUID()}.ts`);
  await writeFile(file, segment);
  const [strips, offsets] = await Promise.all([
    readStrips(ffmpegPath, file, 1000),
    offsetsOf(ffmpegPath, file),
  ]);
  return strips.map((strip, index) => ({ ...strip, offsetSeconds: offsets[index] ?? Number.NaN }));
}

/** FFmpeg lists every packet with its time; pictures are shown in the order of these. */
async function offsetsOf(ffmpegPath: string, file: string): Promise<number[]> {
  const { stdout } = await run(ffmpegPath, [
    '-v',
    'error',
    ...named(file),
    '-i',
    file,
    '-map',
    '0:v',
    '-c',
    'copy',
    '-f',
    'framecrc',
    '-',
  ]);
  const [, numerator = '1', denominator = '1'] = /#tb 0: (\d+)\/(\d+)/.exec(stdout) ?? [];
  const times = [...stdout.matchAll(/^0,\s*-?\d+,\s*(-?\d+),/gm)].map(
    ([, pts]) => (Number(pts) * Number(numerator)) / Number(denominator),
  );
  const sorted = times.sort((a, b) => a - b);
  return sorted.map((time) => time - (sorted[0] ?? 0));
}

/**
 * How far a picture may be from the moment that the wall-clock rule (design §6) promises, in ms. The strip tells whole
 * tenths: a picture was taken somewhere within one. A hundred at most says that the promised moment lies within it too.
 */
export function largestErrorMs(picture: ShownPicture, wallClock: Date, speed: number): number {
  const promised = wallClock.getTime() + speed * picture.offsetSeconds * 1000;
  const tenths = (tenthsOf(new Date(promised)) - picture.tenths) % 2 ** 32;
  const afterStart = tenths * 100 + (promised % 100);
  return Math.max(afterStart, 100 - afterStart);
}
