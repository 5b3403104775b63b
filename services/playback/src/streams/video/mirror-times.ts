import { stampIn } from './picture-times.ts';
import { readTimestamp, stampMarks, ticksBetween, writeClock, writeTimestamp } from './timestamps.ts';
import { clockIn, transportPackets } from './transport-packets.ts';

/** What nobody sees, in ticks. */
const UNSEEN = 450;

/**
 * FFmpeg turns pictures round and leaves the distances between them in their order: where those differ, each picture would be shown
 * at the time of another. Turns the distances round, too, in the bytes of an MPEG-TS segment that holds pictures alone, none of them
 * out of order. Answers whether anything had to be changed.
 */
export function mirrorTimes(segment: Buffer): boolean {
  const stamps: number[] = [];
  for (const packet of transportPackets(segment)) {
    const at = stampIn(packet);
    if (at !== undefined) stamps.push(readTimestamp(packet, at));
  }
  const mirrored = mirroredOf(stamps);
  const shifts = mirrored.map((stamp, index) => ticksBetween(stamps[index] ?? stamp, stamp));
  if (shifts.every((shift) => Math.abs(shift) <= UNSEEN)) return false;
  shiftPictures(segment, (picture) => shifts[picture] ?? 0);
  return true;
}

/** Shows each picture of an MPEG-TS segment that holds pictures alone, none of them out of order, so many ticks later. */
export function shiftPictures(segment: Buffer, ticksOf: (picture: number) => number): void {
  let picture = -1;
  for (const packet of transportPackets(segment)) {
    const at = stampIn(packet);
    if (at !== undefined) picture += 1;
    const ticks = ticksOf(picture);
    if (ticks === 0) continue;
    if (at !== undefined) writeTimestamp(packet, at, readTimestamp(packet, at) + ticks, stampMarks.alone);
    const clock = clockIn(packet);
    if (clock !== undefined) writeClock(packet, clock.at, clock.ticks + ticks);
  }
}

function mirroredOf(stamps: readonly number[]): number[] {
  const [first = 0] = stamps;
  const last = stamps.at(-1) ?? 0;
  return stamps.toReversed().map((stamp) => first + ticksBetween(stamp, last));
}
