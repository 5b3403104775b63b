import type { Range } from '../footage/footage.ts';

/** Where a walk ends. */
export interface Walked {
  /** Epoch ms. */
  time: number;
  /** Whether it ends because there was no more footage. */
  ranOut: boolean;
  /** Ms of footage that lie ahead of it. */
  aheadMs: number;
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
  let aheadMs = 0;
  let ranOut = true;
  for (const { startTime, endTime } of backwards ? sequences.toReversed() : sequences) {
    const [start, end] = [startTime.getTime(), endTime.getTime()];
    const begin = backwards ? Math.min(time, end) : Math.max(time, start);
    const room = backwards ? begin - start : end - begin;
    if (room <= 0) continue;
    // A sequence holds its start, not its end.
    const isWithin = backwards ? leftMs <= room : leftMs < room;
    if (!ranOut) {
      aheadMs += room;
    } else if (isWithin) {
      time = backwards ? begin - leftMs : begin + leftMs;
      aheadMs = room - leftMs;
      ranOut = false;
    } else {
      leftMs -= room;
      time = backwards ? start : end;
    }
  }
  return { time, ranOut, aheadMs };
}
