import { scaleUtc } from 'd3-scale';
import { firstWeekday } from '../i18n/week.ts';
import type { Span } from './span.ts';
import { fromWallTime, offsetMs, type Zone } from './zone.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS; // of a calendar, before a zone makes some longer
const WEEK_MS = 7 * DAY_MS;

/**
 * Instants inside `span` that are round on the clocks of `zone`: whole hours, minutes, days, or weeks as the reader's region
 * begins them, about `count` of them.
 * Where clocks change in between, hours and less stay evenly spaced; what is longer keeps to the clocks.
 */
export function roundTimes({ from, to }: Span, count: number, zone: Zone): readonly number[] {
  const offset = offsetMs(Math.floor(from / 1000) * 1000, zone);
  const shown = scaleUtc().domain([from + offset, to + offset]);
  const walls = asWeeks(
    shown.ticks(count).map((date) => date.getTime()),
    [from + offset, to + offset],
  );
  const [first = 0, second = Number.POSITIVE_INFINITY] = walls;
  if (second - first <= HOUR_MS) return walls.map((wall) => wall - offset);
  return walls.map((wall) => fromWallTime(new Date(wall).toISOString().slice(0, 19), zone) ?? wall - offset);
}

/** Weeks that begin on a Sunday, moved to the day that the reader's do; everything else stays. */
function asWeeks(walls: readonly number[], [from, to]: readonly [number, number]): readonly number[] {
  const [first, second] = walls;
  if (first === undefined || second === undefined || second - first !== WEEK_MS) return walls;
  const later = (firstWeekday() % 7) * DAY_MS;
  return [first - WEEK_MS, ...walls].map((wall) => wall + later).filter((wall) => wall >= from && wall <= to);
}
