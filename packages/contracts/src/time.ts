import { z } from 'zod';

const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z');
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/** In UTC: an offset may lead out of the years that have four digits. */
function isOfOurEra(instant: string): boolean {
  const ms = Date.parse(instant);
  return ms >= EARLIEST_MS && ms <= LATEST_MS;
}

/**
 * An instant on the wire: ISO 8601 in UTC with `Z` (design §4), of the years 1 to 9999, as the VMS has no others. Offsets are
 * accepted on input only.
 */
export const Instant = z.iso
  .datetime({ offset: true, abort: true, error: 'Give an ISO 8601 instant such as 2026-03-01T12:00:00Z.' })
  .refine(isOfOurEra, { error: 'Give an instant of the years 1 to 9999, in UTC.' })
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
