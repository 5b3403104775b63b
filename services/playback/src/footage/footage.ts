import type { VmsFootage } from '@playhead/milestone';

/** A half-open range of wall-clock time, UTC. */
export interface Range {
  startTime: Date;
  endTime: Date;
}

/** What the VMS holds of a range: sequences and gaps, both sorted, disjoint, and together the whole of it. */
export type Footage = VmsFootage;
