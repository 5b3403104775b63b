import type { TimeRange } from '@playhead/contracts';
import type { VmsFootage } from '@playhead/milestone';

/** A half-open range of wall-clock time, UTC. */
export interface Range {
  startTime: Date;
  endTime: Date;
}

export const toRange = ({ startTime, endTime }: TimeRange): Range => ({
  startTime: new Date(startTime),
  endTime: new Date(endTime),
});

/**
 * What the VMS holds of a range and can fetch: sequences and gaps, both sorted, disjoint, and together the whole of it.
 */
export type Footage = VmsFootage;
