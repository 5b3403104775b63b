import type { Range } from './range.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The numbers of all slots of `length` ms since the epoch that touch the window. */
export function slots(window: Range, length: number): number[] {
  const first = Math.floor(window.start / length);
  const last = Math.ceil(window.end / length);
  return Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
}

/** A whole second between two durations in ms, chosen by a fraction in `[0, 1)`. */
export function within(least: number, most: number, fraction: number): number {
  return Math.floor((least + (most - least) * fraction) / SECOND) * SECOND;
}
