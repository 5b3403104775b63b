import { z } from 'zod';
import { CameraId } from './ids.ts';
import { QueryBoolean } from './paging.ts';
import { Instant, TimeRange } from './time.ts';

export const TimelineResolution = z.enum(['minute', 'hour', 'day']).meta({ id: 'TimelineResolution' });
export type TimelineResolution = z.infer<typeof TimelineResolution>;

/** A name of the IANA time zone database. */
export const TimeZone = z
  .string()
  .refine(isTimeZone, {
    error: 'Give a time zone of the IANA database, such as Asia/Dubai, Europe/Berlin or UTC.',
  })
  .meta({ id: 'TimeZone', examples: ['Asia/Dubai'] });

/** Offsets such as `+04:00` are none: they do not know of changes of the clock. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

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
