import type { Range } from '../footage/footage.ts';

/** Where a walk ends, epoch ms, and whether that is because there was no more footage. */
export interface Walked {
  time: number;
  ranOut: boolean;
}

export interface Walk {
  /** Epoch ms. */
  from: number;
  /** Ms of footage to go. */
  distanceMs: number;
  backwards: boolean;
}

/**
 * Goes through footage over gaps as if they were not there. In a gap it begins at the gap's end in its direction.
 * Sequences are sorted and disjoint.
 */
export function walkFootage({ from, distanceMs, backwards }: Walk, sequences: readonly Range[]): Walked {
  let leftMs = distanceMs;
  let time = from;
  for (const { startTime, endTime } of backwards ? sequences.toReversed() : sequences) {
    const [start, end] = [startTime.getTime(), endTime.getTime()];
    const begin = backwards ? Math.min(time, end) : Math.max(time, start);
    const room = backwards ? begin - start : end - begin;
    if (room <= 0) continue;
    // A sequence holds its start, not its end.
    const isWithin = backwards ? leftMs <= room : leftMs < room;
    if (isWithin) return { time: backwards ? begin - leftMs : begin + leftMs, ranOut: false };
    leftMs -= room;
    time = backwards ? start : end;
  }
  return { time, ranOut: true };
}
