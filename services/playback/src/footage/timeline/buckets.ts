import type { TimelineBucket, TimelineResolution } from '@playhead/contracts';
import type { Range } from '../footage.ts';
import { share } from '../statistics.ts';
import { bucketStarts } from './bucket-starts.ts';

/** An empty bucket: when it begins (ISO 8601, UTC), and the part of it that was asked for, epoch ms. */
export interface Slot {
  timestamp: string;
  from: number;
  to: number;
}

/** The slots of a range, aligned to the clocks of `timeZone` (IANA). All cameras that are asked together share them. */
export function slotsOf(range: Range, resolution: TimelineResolution, timeZone: string): Slot[] {
  const starts = bucketStarts(range, resolution, timeZone);
  const first = range.startTime.getTime();
  const end = range.endTime.getTime();
  return starts.map((start, index) => ({
    timestamp: new Date(start).toISOString(),
    from: Math.max(start, first),
    to: starts[index + 1] ?? end,
  }));
}

/**
 * Sequences aggregated into buckets (plan §8.3). `coverage` is the recorded share of the bucket's part of the
 * range, 0 to 1. One pass over both lists: sequences are sorted and disjoint.
 */
export function toBuckets(slots: readonly Slot[], sequences: readonly Range[]): TimelineBucket[] {
  let next = 0;
  return slots.map(({ timestamp, from, to }) => {
    while (endOf(sequences[next]) <= from) next += 1;

    let segmentCount = 0;
    let recordedMs = 0;
    for (let index = next; startOf(sequences[index]) < to; index += 1) {
      segmentCount += 1;
      recordedMs += Math.min(endOf(sequences[index]), to) - Math.max(startOf(sequences[index]), from);
    }
    const coverage = share(recordedMs, to - from);
    return { timestamp, hasRecording: segmentCount > 0, segmentCount, coverage };
  });
}

const startOf = (sequence: Range | undefined) => sequence?.startTime.getTime() ?? Number.POSITIVE_INFINITY;
const endOf = (sequence: Range | undefined) => sequence?.endTime.getTime() ?? Number.POSITIVE_INFINITY;
