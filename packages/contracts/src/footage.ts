import { z } from 'zod';
import { CameraId } from './ids.ts';
import { QueryBoolean } from './paging.ts';
import { Instant, TimeRange } from './time.ts';

/**
 * A stretch of footage that exists in the VMS and can be fetched, `[startTime, endTime)`. Its size and what its pictures are like only where
 * the VMS tells it: `fps` in pictures a second, `resolution` such as `1920x1080`.
 */
export const Sequence = z
  .object({
    sequenceId: z.string(),
    startTime: Instant,
    endTime: Instant,
    durationSeconds: z.number(),
    available: z.boolean(),
    sizeBytes: z.number().int().optional(),
    quality: z.string().optional(),
    fps: z.number().optional(),
    resolution: z.string().optional(),
  })
  .meta({ id: 'Sequence' });
export type Sequence = z.infer<typeof Sequence>;

/**
 * A stretch inside the queried range without footage. `reason` is `footage_unavailable` where the VMS lists footage and
 * cannot fetch it now, else only where the VMS gives one: `scheduled_maintenance`, `recording_server_offline`,
 * `camera_connection_lost`, `camera_disabled`, `retention_expired`, or the VMS's own words.
 */
export const Gap = z
  .object({
    startTime: Instant,
    endTime: Instant,
    durationSeconds: z.number(),
    reason: z.string().optional(),
  })
  .meta({ id: 'Gap' });
export type Gap = z.infer<typeof Gap>;

/** `refresh` asks the VMS anew for what is known already. */
export const RecordingQueryRequest = TimeRange.safeExtend({ refresh: z.boolean().optional() }).meta({
  id: 'RecordingQueryRequest',
});
export type RecordingQueryRequest = z.infer<typeof RecordingQueryRequest>;

/**
 * Sums over a range (plan, appendix B.1). `coverage` is the recorded share of the range, 0 to 1; `averageBitrate` is in
 * bit/s. Sizes only where the VMS tells that of every sequence.
 */
export const RecordingStatistics = z
  .object({
    totalRecordingSeconds: z.number(),
    totalGapSeconds: z.number(),
    coverage: z.number(),
    totalSizeBytes: z.number().int().optional(),
    averageBitrate: z.number().int().optional(),
  })
  .meta({ id: 'RecordingStatistics' });
export type RecordingStatistics = z.infer<typeof RecordingStatistics>;

/** Where a camera's footage is kept and for how long, as far as the VMS tells it. */
export const FootageMetadata = z
  .object({
    recordingServer: z.string().optional(),
    storageLocation: z.string().optional(),
    retentionDays: z.number().optional(),
  })
  .meta({ id: 'FootageMetadata' });
export type FootageMetadata = z.infer<typeof FootageMetadata>;

/** The plan's §8.3 and, with the same sums once more under `statistics`, its appendix B.1. */
export const RecordingQueryResult = z
  .object({
    cameraId: CameraId,
    cameraName: z.string(),
    queryRange: z.object({ start: Instant, end: Instant }),
    sequences: z.array(Sequence),
    gaps: z.array(Gap),
    totalRecordingSeconds: z.number(),
    totalGapSeconds: z.number(),
    coverage: z.number(),
    statistics: RecordingStatistics,
    metadata: FootageMetadata,
  })
  .meta({ id: 'RecordingQueryResult' });
export type RecordingQueryResult = z.infer<typeof RecordingQueryResult>;

export const SequencesQuery = TimeRange.safeExtend({ refresh: QueryBoolean.optional() });
export type SequencesQuery = z.infer<typeof SequencesQuery>;

export const SequenceList = z
  .object({ cameraId: CameraId, sequences: z.array(Sequence), total: z.number().int() })
  .meta({ id: 'SequenceList' });
export type SequenceList = z.infer<typeof SequenceList>;
