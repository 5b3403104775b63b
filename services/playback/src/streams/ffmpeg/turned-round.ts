import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mirrorTimes, shiftPictures } from '../video/mirror-times.ts';
import { stampIn } from '../video/picture-times.ts';
import { CLOCK_HZ, readTimestamp, ticksBetween } from '../video/timestamps.ts';
import { TS_PACKET, transportPackets } from '../video/transport-packets.ts';
import type { MadeSegment, OldestKey } from './segment-job.ts';
import { timed } from './timed.ts';

/** What nobody sees, in seconds. */
const UNSEEN_SECONDS = 0.01;

/** A picture of a segment. */
interface Picture {
  /** Where it begins, in bytes. */
  at: number;
  /** When it is shown, after the first. */
  seconds: number;
}

/** Gives what FFmpeg made of a window the times at which its pictures are shown, and leaves out the oldest where that is wanted. */
export async function finishWindow(
  directory: string,
  segment: MadeSegment,
  oldest: OldestKey,
): Promise<MadeSegment> {
  const path = join(directory, segment.fileName);
  const bytes = await readFile(path);
  const isMirrored = mirrorTimes(bytes);
  const pictures = picturesIn(bytes);
  const left = leftOut(bytes, pictures, oldest);
  const kept = left === undefined ? bytes : bytes.subarray(0, left.at);
  if (isMirrored || left !== undefined) await writeFile(path, kept);
  const shown = pictures.slice(0, left?.shown).map(({ seconds }) => seconds);
  return timed({ ...segment, bytes: kept.length }, shown, left?.seconds);
}

/** Leaves out what is shown later than so many seconds after the first picture, if anything is. */
export async function cutWindow(
  directory: string,
  segment: MadeSegment,
  seconds: number,
): Promise<MadeSegment> {
  const path = join(directory, segment.fileName);
  const bytes = await readFile(path);
  const pictures = picturesIn(bytes);
  const end = pictures.find((picture) => picture.seconds > seconds + UNSEEN_SECONDS)?.at ?? bytes.length;
  if (end < bytes.length) await writeFile(path, bytes.subarray(0, end));
  const shown = pictures.filter(({ at }) => at < end).map((picture) => picture.seconds);
  return timed({ ...segment, bytes: end }, shown);
}

/** Where a window is cut off, how many pictures are shown until then, and when the one would be that is left. */
interface LeftOut extends Picture {
  shown: number;
}

/**
 * The oldest picture, which tells for how long the one before it is shown, however far apart they are. Players show the last picture
 * for as long as the one before it: where that is wrong, it comes again half-way. For that, FFmpeg has put in a repetition before
 * the oldest picture (`REPEATING`).
 */
function leftOut(bytes: Buffer, pictures: readonly Picture[], oldest: OldestKey): LeftOut | undefined {
  const left = pictures.at(-1);
  const isRepeated = oldest === 'left-with-repetition';
  if (oldest === 'shown' || left === undefined || pictures.length < 3) return undefined;
  if (!isRepeated) return { ...left, shown: pictures.length - 1 };
  const [before, last, again] = [-4, -3, -2].map((index) => pictures.at(index));
  if (last === undefined || again === undefined) return undefined;
  const shown = pictures.length - 2;
  const lastsSeconds = left.seconds - last.seconds;
  const expectedSeconds = before === undefined ? Number.NaN : last.seconds - before.seconds;
  if (Math.abs(expectedSeconds - lastsSeconds) <= UNSEEN_SECONDS) return { ...left, at: again.at, shown };
  const ticks = Math.round((last.seconds + lastsSeconds / 2 - again.seconds) * CLOCK_HZ);
  shiftPictures(bytes, (picture) => (picture === shown ? ticks : 0));
  return { ...left, shown };
}

/** In the order of showing, which is that of sending. */
function picturesIn(segment: Buffer): Picture[] {
  const pictures: Picture[] = [];
  let firstStamp: number | undefined;
  let at = 0;
  for (const packet of transportPackets(segment)) {
    const stampAt = stampIn(packet);
    if (stampAt !== undefined) {
      const stamp = readTimestamp(packet, stampAt);
      firstStamp ??= stamp;
      pictures.push({ at, seconds: ticksBetween(firstStamp, stamp) / CLOCK_HZ });
    }
    at += TS_PACKET;
  }
  return pictures;
}
