import { z } from 'zod';
import type { Footage } from '../footage.ts';

/** Epoch ms: a month of a busy camera has thousands, which are read and written several times faster than ISO 8601. */
const Instant = z.int().transform((epochMs) => new Date(epochMs));
const instants = { startTime: Instant, endTime: Instant };

/** Footage as `milestone_playback_cache.sequence_data` holds it. */
export const StoredFootage = z.object({
  sequences: z.array(
    z.object({
      sequenceId: z.string(),
      ...instants,
      available: z.boolean(),
      sizeBytes: z.number().exactOptional(),
      quality: z.string().exactOptional(),
      fps: z.number().exactOptional(),
      resolution: z.string().exactOptional(),
    }),
  ),
  gaps: z.array(z.object({ ...instants, reason: z.string().exactOptional() })),
  storage: z.object({
    recordingServer: z.string().exactOptional(),
    storageLocation: z.string().exactOptional(),
    retentionDays: z.number().exactOptional(),
  }),
});

/** What `StoredFootage` reads. */
export function toStored({ sequences, gaps, storage }: Footage): z.input<typeof StoredFootage> {
  const inMs = { sequences: sequences.map(withEpochMs), gaps: gaps.map(withEpochMs) };
  return { ...inMs, storage };
}

const withEpochMs = <S extends { startTime: Date; endTime: Date }>(stretch: S) => ({
  ...stretch,
  startTime: stretch.startTime.getTime(),
  endTime: stretch.endTime.getTime(),
});
