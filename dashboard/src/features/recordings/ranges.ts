import { CALENDAR, contains, type Span } from '../../time/span.ts';
import { currentZone, daysBefore } from '../../time/zone.ts';

const HOUR_MS = 3_600_000;

/** "24 h" and shorter are durations; "7 days" and longer are days of the zone's calendar, which may have 23 or 25 hours. */
export const presets = {
  hour: (now: number): Span => ({ from: now - HOUR_MS, to: now }),
  sixHours: (now: number): Span => ({ from: now - 6 * HOUR_MS, to: now }),
  day: (now: number): Span => ({ from: now - 24 * HOUR_MS, to: now }),
  week: (now: number): Span => ({ from: daysBefore(now, 7, currentZone()), to: now }),
  month: (now: number): Span => ({ from: daysBefore(now, 30, currentZone()), to: now }),
  year: (now: number): Span => ({ from: daysBefore(now, 365, currentZone()), to: now }),
} as const;

export type Preset = keyof typeof presets;

/** A range that ends now is shown with so much more of it, that now and what grows there are in sight. */
const BEYOND_NOW = 0.02;
/** But no more than this, in ms: a year and a little more can not be asked for. */
const MOST_BEYOND_MS = 12 * HOUR_MS;

/** What the timeline shows for `range`: the range, and a little of the future if it ends now. */
export function shownFor(range: Span, now: number): Span {
  const beyond = Math.min((range.to - range.from) * BEYOND_NOW, MOST_BEYOND_MS);
  return Math.abs(range.to - now) < beyond ? { from: range.from, to: range.to + beyond } : range;
}

/** The range to open on a moment: half an hour to either side, but nothing later than now. */
export function rangeAround(at: number, now: number): Span {
  const to = Math.min(at + HOUR_MS / 2, Math.max(now, at + 60_000));
  return { from: to - HOUR_MS, to };
}

/** The moment a link asks for, in epoch ms; undefined when it asks for none or for nonsense. */
export function momentOf(search: string): number | undefined {
  const at = Date.parse(new URLSearchParams(search).get('t') ?? '');
  return contains(CALENDAR, at) ? at : undefined;
}

/** The address that opens a camera's recordings at a moment. */
export const momentPath = (cameraId: string, at: number): string =>
  `/cameras/${cameraId}/recordings?t=${new Date(at).toISOString()}`;
