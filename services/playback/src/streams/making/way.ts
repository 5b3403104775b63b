import type { PlaybackStream } from '../stream.ts';
import type { HeldSegment } from './part-segments.ts';
import type { Patience } from './patience.ts';

/** Where a stream stands after a part of it was made. */
export interface Standing {
  stream: PlaybackStream;
  /** The wall-clock time up to which segments are listed; while there are none, where they should begin. */
  reached: Date;
  held: HeldSegment | undefined;
  patience: Patience;
}

/** A direction of travel. */
export interface Way {
  /** The time that the next part begins with; `undefined` where the stream ends. @throws MilestoneError */
  goOn(standing: Standing): Promise<Date | undefined>;
}

/** The end is reached where less than this is left, in ms. */
export const REACHED_MS = 20;
