import { z } from 'zod';
import { CameraId } from './ids.ts';
import { QueryBoolean } from './paging.ts';
import { Instant, TimeRange } from './time.ts';
import { TimeZone } from './time-zone.ts';

export const TimelineResolution = z.enum(['minute', 'hour', 'day']).meta({ id: 'TimelineResolution' });
export type TimelineResolution = z.infer<typeof TimelineResolution>;

/** Buckets of an hour and of a day begin at full hours and at midnight of `timeZone`. */
export const TimelineQuery = TimeRange.safeExtend({
  resolution: TimelineResolution.default('minute'),
  timeZone: TimeZone.default('UTC'),
  refresh: QueryBoolean.optional(),
});
export type TimelineQuery = z.infer<typeof TimelineQuery>;

/** `coverage` is the recorded share of the bucket's part of the range, 0 to 1; `segmentCount` the sequences in it. */
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
