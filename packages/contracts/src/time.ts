import { z } from 'zod';

/** An instant on the wire: ISO 8601 in UTC with `Z` (design §4). Offsets are accepted on input only. */
export const Instant = z.iso
  .datetime({ offset: true, abort: true, error: 'Give an ISO 8601 instant such as 2026-03-01T12:00:00Z.' })
  .meta({ id: 'Instant', examples: ['2026-03-01T12:00:00Z'] });

/** The longest range one query may span, in ms: a leap year. */
export const MAX_RANGE_MS = 366 * 24 * 3_600_000;

const laterThanStart = (range: { startTime: string; endTime: string }) =>
  Date.parse(range.endTime) > Date.parse(range.startTime);

const aYearAtMost = (range: { startTime: string; endTime: string }) =>
  Date.parse(range.endTime) - Date.parse(range.startTime) <= MAX_RANGE_MS;

/** A half-open range `[startTime, endTime)` of at most a year. */
export const TimeRange = z
  .object({ startTime: Instant, endTime: Instant })
  .refine(laterThanStart, { path: ['endTime'], error: 'endTime must be later than startTime.' })
  .refine(aYearAtMost, {
    path: ['endTime'],
    error: 'The range may span a year at most. Ask for a shorter one.',
  })
  .meta({ id: 'TimeRange' });
export type TimeRange = z.infer<typeof TimeRange>;
