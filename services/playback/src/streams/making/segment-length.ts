import type { PlaybackStream } from '../stream.ts';

/** How long segments get that nobody waits for: each costs the same, however short it is (decision 36), in seconds. */
const LATER_SECONDS = 2;
/** Leaves room for groups of pictures that come longer than those before, in seconds. */
const ROOMY_TARGET_SECONDS = 2 * LATER_SECONDS;
/** What began so long ago is not watched as it is recorded, in ms. */
const PAST_MS = 60_000;

/** Has a stream that begins here list longer segments, unless it shows what is just being recorded. */
export function makeRoom(stream: PlaybackStream, startTime: Date, now: Date): void {
  if (now.getTime() - startTime.getTime() > PAST_MS) stream.limitSegments(ROOMY_TARGET_SECONDS);
}

/** How long the segments after the first ones may get, in seconds; `undefined`: like these. */
export const laterSegmentSeconds = (stream: PlaybackStream): number | undefined =>
  stream.targetDurationSeconds >= ROOMY_TARGET_SECONDS ? LATER_SECONDS : undefined;
