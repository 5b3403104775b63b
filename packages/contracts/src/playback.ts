import { z } from 'zod';
import { Instant } from './time.ts';

/** The speeds a stream can be had at. */
export const streamSpeeds = [1] as const;

export const StreamQuery = z.object({
  time: Instant,
  speed: z.coerce
    .number({ error: `speed must be one of ${streamSpeeds.join(', ')}.` })
    .refine((speed) => streamSpeeds.some((known) => known === speed), {
      error: `speed must be one of ${streamSpeeds.join(', ')}.`,
    })
    .default(1),
  format: z.enum(['hls'], { error: 'format must be hls.' }).default('hls'),
});
export type StreamQuery = z.infer<typeof StreamQuery>;

export const SnapshotQuery = z.object({ time: Instant });
export type SnapshotQuery = z.infer<typeof SnapshotQuery>;
