import type { VmsSequence } from '@playhead/milestone';
import type { Range } from './footage.ts';
import { durationSeconds } from './statistics.ts';

/** A shorter stretch has no whole group of pictures to play. */
const MIN_PLAYABLE_SECONDS = 1;

const HOUR_MS = 3_600_000;
/** How far to look for the nearest footage, in steps that grow: it is mostly near, and a year is a long answer. */
const LOOK_MS = [HOUR_MS, 24 * HOUR_MS, 31 * 24 * HOUR_MS, 366 * 24 * HOUR_MS];

/** A range with so much around it that what is playable is seen to be. Nothing is asked of the time after `now`. */
export function withMargin({ startTime, endTime }: Range, now: Date): Range {
  const marginMs = MIN_PLAYABLE_SECONDS * 1000;
  const latest = Math.max(endTime.getTime(), Math.min(endTime.getTime() + marginMs, now.getTime()));
  return { startTime: new Date(Math.max(0, startTime.getTime() - marginMs)), endTime: new Date(latest) };
}

export const isPlayable = (sequence: VmsSequence) => durationSeconds(sequence) >= MIN_PLAYABLE_SECONDS;

/** Ends of ever longer ranges that start at `from`; none goes beyond `until`, nor beyond a year. */
export const lookingAhead = (from: Date, until: Date): Date[] =>
  reaches(until.getTime() - from.getTime()).map((reach) => new Date(from.getTime() + reach));

/** Starts of ever longer ranges that end at `until`; none goes beyond `from`, nor beyond a year. */
export const lookingBack = (until: Date, from: Date): Date[] =>
  reaches(until.getTime() - from.getTime()).map((reach) => new Date(until.getTime() - reach));

/** Each range begins anew at the same instant, so that footage across the end of a shorter one is seen whole. */
function reaches(longestMs: number): number[] {
  if (longestMs <= 0) return [];
  const shorter = LOOK_MS.filter((ms) => ms < longestMs);
  return shorter.length < LOOK_MS.length ? [...shorter, longestMs] : shorter;
}

/** What is found first, looking ever further. */
export async function firstFound<T>(
  reaches: readonly Date[],
  look: (reach: Date) => Promise<T | undefined>,
): Promise<T | undefined> {
  for (const reach of reaches) {
    const found = await look(reach);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The whole hour of UTC that an instant lies in: neighbours ask the same question and share its answer. */
export function hourOf(time: Date): Range {
  const start = Math.floor(time.getTime() / HOUR_MS) * HOUR_MS;
  return { startTime: new Date(start), endTime: new Date(start + HOUR_MS) };
}
