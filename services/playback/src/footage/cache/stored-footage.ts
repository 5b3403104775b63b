import { z } from 'zod';

const Stored = {
  startTime: z.coerce.date(),
  endTime: z.coerce.date(),
};

/** Footage as `milestone_playback_cache.sequence_data` holds it. */
export const StoredFootage = z.object({
  sequences: z.array(
    z.object({
      sequenceId: z.string(),
      ...Stored,
      available: z.boolean(),
      sizeBytes: z.number().exactOptional(),
      quality: z.string().exactOptional(),
      fps: z.number().exactOptional(),
      resolution: z.string().exactOptional(),
    }),
  ),
  gaps: z.array(z.object({ ...Stored, reason: z.string().exactOptional() })),
  storage: z.object({
    recordingServer: z.string().exactOptional(),
    storageLocation: z.string().exactOptional(),
    retentionDays: z.number().exactOptional(),
  }),
});
