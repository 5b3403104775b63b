import { z } from 'zod';
import { CameraId } from './ids.ts';
import { asRange, Instant, TimeRange } from './time.ts';

/** A stretch of footage that exists in the VMS, `[startTime, endTime)`. */
export const Sequence = z
  .object({
    sequenceId: z.string(),
    startTime: Instant,
    endTime: Instant,
    durationSeconds: z.number(),
    available: z.boolean(),
    sizeBytes: z.number().int().optional(),
  })
  .meta({ id: 'Sequence' });
export type Sequence = z.infer<typeof Sequence>;

/** A stretch inside the queried range without footage. `reason` only where the VMS gives one. */
export const Gap = z
  .object({
    startTime: Instant,
    endTime: Instant,
    durationSeconds: z.number(),
    reason: z.string().optional(),
  })
  .meta({ id: 'Gap' });
export type Gap = z.infer<typeof Gap>;

export const RecordingQueryRequest = TimeRange;
export type RecordingQueryRequest = TimeRange;

/** `coverage` is the recorded share of the range, 0 to 1. */
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
  })
  .meta({ id: 'RecordingQueryResult' });
export type RecordingQueryResult = z.infer<typeof RecordingQueryResult>;

export const SequenceList = z
  .object({ cameraId: CameraId, sequences: z.array(Sequence), total: z.number().int() })
  .meta({ id: 'SequenceList' });
export type SequenceList = z.infer<typeof SequenceList>;

export const TimelineResolution = z.enum(['minute', 'hour', 'day']).meta({ id: 'TimelineResolution' });
export type TimelineResolution = z.infer<typeof TimelineResolution>;

export const TimelineQuery = asRange(
  z.object({ startTime: Instant, endTime: Instant, resolution: TimelineResolution.default('minute') }),
);
export type TimelineQuery = z.infer<typeof TimelineQuery>;

export const TimelineBucket = z
  .object({
    timestamp: Instant,
    hasRecording: z.boolean(),
    segmentCount: z.number().int(),
    coverage: z.number(),
  })
  .meta({ id: 'TimelineBucket' });
export type TimelineBucket = z.infer<typeof TimelineBucket>;

export const Timeline = z
  .object({ cameraId: CameraId, resolution: TimelineResolution, timeline: z.array(TimelineBucket) })
  .meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof Timeline>;
