import type { VmsGap, VmsSequence } from '@playhead/milestone';

/** A half-open range of wall-clock time, UTC. */
export interface Range {
  startTime: Date;
  endTime: Date;
}

/** What the VMS holds of a range; both sorted, disjoint, and together the whole of it. */
export interface Footage {
  sequences: VmsSequence[];
  gaps: VmsGap[];
}

export const seconds = ({ startTime, endTime }: Range) => (endTime.getTime() - startTime.getTime()) / 1000;

export const totalSeconds = (ranges: readonly Range[]) =>
  ranges.reduce((sum, range) => sum + seconds(range), 0);

/** The recorded share of a range, 0 to 1, rounded to a thousandth. */
export const coverage = (range: Range, recordedSeconds: number) =>
  Math.round((recordedSeconds / seconds(range)) * 1000) / 1000;
