import type { TimelineBucket, TimelineResolution } from '@playhead/contracts';
import type { Range } from './footage.ts';

const bucketMs: Record<TimelineResolution, number> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** More buckets than anybody can see; a coarser resolution says the same. */
export const MAX_BUCKETS = 20_000;

/** How many buckets a range has, the first aligned down to a whole minute, hour or day of UTC. */
export function bucketCount({ startTime, endTime }: Range, resolution: TimelineResolution): number {
  const size = bucketMs[resolution];
  return Math.ceil(endTime.getTime() / size) - Math.floor(startTime.getTime() / size);
}

/**
 * Sequences aggregated into buckets (plan §8.3). `coverage` is the recorded share of the bucket's part of the
 * range, 0 to 1. One pass over both lists: sequences are sorted and disjoint.
 */
export function toBuckets(
  range: Range,
  sequences: readonly Range[],
  resolution: TimelineResolution,
): TimelineBucket[] {
  const size = bucketMs[resolution];
  const first = Math.floor(range.startTime.getTime() / size) * size;
  const buckets: TimelineBucket[] = [];
  let next = 0;
  for (let start = first; start < range.endTime.getTime(); start += size) {
    const from = Math.max(start, range.startTime.getTime());
    const to = Math.min(start + size, range.endTime.getTime());
    while (endOf(sequences[next]) <= from) next += 1;

    let segmentCount = 0;
    let recordedMs = 0;
    for (let index = next; startOf(sequences[index]) < to; index += 1) {
      segmentCount += 1;
      recordedMs += Math.min(endOf(sequences[index]), to) - Math.max(startOf(sequences[index]), from);
    }
    buckets.push({
      timestamp: new Date(start).toISOString(),
      hasRecording: segmentCount > 0,
      segmentCount,
      coverage: Math.round((recordedMs / (to - from)) * 1000) / 1000,
    });
  }
  return buckets;
}

const startOf = (sequence: Range | undefined) => sequence?.startTime.getTime() ?? Number.POSITIVE_INFINITY;
const endOf = (sequence: Range | undefined) => sequence?.endTime.getTime() ?? Number.POSITIVE_INFINITY;
