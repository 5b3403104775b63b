import { z } from 'zod';
import { Instant } from './time.ts';

/** Pixels; a picture that is narrower stays as it is. */
const Width = z.coerce
  .number({ error: 'width must be a whole number of pixels from 16 to 3840.' })
  .int({ error: 'width must be a whole number of pixels.' })
  .min(16, { error: 'width must be at least 16 pixels.' })
  .max(3840, { error: 'width must be at most 3840 pixels.' });

export const SnapshotQuery = z.object({ time: Instant, width: Width.optional() });
export type SnapshotQuery = z.infer<typeof SnapshotQuery>;

const STEPS = 'step must be -1 (back), 0 (the picture shown at this time) or 1 (on).';

/** `step` × `count` pictures from the one that is shown at `time`. */
export const FrameQuery = z.object({
  time: Instant,
  step: z.enum(['-1', '0', '1'], { error: STEPS }).default('0').transform(Number),
  count: z.coerce
    .number({ error: 'count must be a whole number from 1 to 50.' })
    .int({ error: 'count must be a whole number.' })
    .min(1, { error: 'count must be at least 1.' })
    .max(50, { error: 'count must be at most 50.' })
    .default(1),
  width: Width.optional(),
});
export type FrameQuery = z.infer<typeof FrameQuery>;

/** Headers of a still picture. */
export const pictureHeaders = {
  /** When it was taken, ISO 8601 in UTC; left out where nobody tells. */
  wallClock: 'X-Wall-Clock',
  /** The last gap between the asked moment and the picture: two instants with a slash between. */
  crossedGap: 'X-Crossed-Gap',
} as const;
