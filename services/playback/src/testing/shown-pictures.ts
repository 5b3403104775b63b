import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { PICTURE_PID } from './cut-source.ts';
import { readStrips, tenthsOf } from './time-strip.ts';
import { readTransport } from './transport-reading.ts';

const TICKS_A_SECOND = 90_000;

/** A picture as a player shows it. */
export interface ShownPicture {
  /** Seconds into its segment. */
  offsetSeconds: number;
  /** When it was taken, in tenths of a second (design §7). */
  tenths: number;
  /** The number of its camera. */
  camera: number;
}

/** Decodes a segment: what it shows when. A picture that comes again is the same picture, which is shown on. */
export async function shownPictures(
  ffmpegPath: string,
  directory: string,
  segment: Buffer,
): Promise<ShownPicture[]> {
  const pictures = await codedPictures(ffmpegPath, directory, segment);
  return pictures.filter(({ comesAgain }) => !comesAgain);
}

/** The same, with what comes again. */
export async function codedPictures(
  ffmpegPath: string,
  directory: string,
  segment: Buffer,
): Promise<(ShownPicture & { comesAgain: boolean })[]> {
  const file = join(directory, `${randomUUID()}.ts`);
  await writeFile(file, segment);
  const strips = await readStrips(ffmpegPath, file, 1000);
  // Pictures are shown in the order of their times, whatever the order in which they are sent.
  const units = readTransport(segment)
    .units.filter(({ pid }) => pid === PICTURE_PID)
    .sort((a, b) => a.pts - b.pts);
  expect(units).toHaveLength(strips.length);
  const [first = Number.NaN] = units.map(({ pts }) => pts);
  return strips.map((strip, index) => {
    const [before, unit] = [units[index - 1], units[index]];
    return {
      ...strip,
      offsetSeconds: ((unit?.pts ?? Number.NaN) - first) / TICKS_A_SECOND,
      comesAgain: before !== undefined && unit?.content.equals(before.content) === true,
    };
  });
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
