import { scaleUtc } from 'd3-scale';
import type { Span } from './span.ts';
import { fromWallTime, offsetMs, type Zone } from './zone.ts';

const HOUR_MS = 3_600_000;

/**
 * Instants inside `span` that are round on the clocks of `zone`: whole hours, minutes or days, about `count` of them.
 * Where clocks change in between, hours and less stay evenly spaced; what is longer keeps to the clocks.
 */
export function roundTimes({ from, to }: Span, count: number, zone: Zone): readonly number[] {
  const offset = offsetMs(Math.floor(from / 1000) * 1000, zone);
  const shown = scaleUtc().domain([from + offset, to + offset]);
  const walls = shown.ticks(count).map((date) => date.getTime());
  const [first = 0, second = Number.POSITIVE_INFINITY] = walls;
  if (second - first <= HOUR_MS) return walls.map((wall) => wall - offset);
  return walls.map((wall) => fromWallTime(new Date(wall).toISOString().slice(0, 19), zone) ?? wall - offset);
}
