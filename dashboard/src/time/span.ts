/** A half-open stretch of time `[from, to)` in UTC epoch milliseconds. */
export type Span = { readonly from: number; readonly to: number };

/** The shortest and the longest stretch a timeline shows, in ms: five seconds and a year. */
export const SHORTEST_VIEW_MS = 5_000;
export const LONGEST_VIEW_MS = 365 * 24 * 3_600_000;

const DAY_MS = 24 * 3_600_000;

/** The longest stretch that can be asked for at once, in ms: a leap year. */
const LONGEST_ASKED_MS = 366 * 24 * 3_600_000;

/** No footage is older than this, and no view goes further ahead, in epoch ms. */
export const CALENDAR: Span = { from: Date.UTC(1990, 0, 1), to: Date.UTC(2100, 0, 1) };

export const lengthOf = ({ from, to }: Span) => to - from;

export const contains = ({ from, to }: Span, at: number) => at >= from && at < to;

export const overlaps = (a: Span, b: Span) => a.from < b.to && b.from < a.to;

const clamp = (value: number, low: number, high: number) => Math.min(Math.max(value, low), high);

/** Zooms by `factor` (above 1 is closer) so that the instant `around` stays where it is on the screen. */
export function zoomSpan(span: Span, factor: number, around: number): Span {
  const length = lengthOf(span);
  const wanted = clamp(length / factor, SHORTEST_VIEW_MS, LONGEST_VIEW_MS);
  const from = around - (around - span.from) * (wanted / length);
  return { from, to: from + wanted };
}

/** The stretch moved inside `bounds` where it sticks out; cut to them when it is longer. */
export function keepInside({ from, to }: Span, bounds: Span): Span {
  const length = Math.min(to - from, bounds.to - bounds.from);
  const start = clamp(from, bounds.from, bounds.to - length);
  return { from: start, to: start + length };
}

export const shiftSpan = ({ from, to }: Span, ms: number): Span => ({ from: from + ms, to: to + ms });

/** A stretch of `length` ms with `at` in its middle, moved inside `bounds` where it would stick out. */
export function spanAround(at: number, length: number, bounds: Span): Span {
  return keepInside({ from: at - length / 2, to: at + length / 2 }, bounds);
}

/**
 * What to ask the server for so that panning and zooming a little needs no new answer: the view with as much again
 * on both sides, on a grid that depends on the zoom, so that neighbouring views share one cached answer.
 */
export function fetchWindow(view: Span): Span {
  const length = lengthOf(view);
  const grid = 2 ** Math.floor(Math.log2(Math.max(length, 60_000)));
  const wide = {
    from: Math.floor((view.from - length) / grid) * grid,
    to: Math.ceil((view.to + length) / grid) * grid,
  };
  if (lengthOf(wide) <= LONGEST_ASKED_MS) return wide;
  const middle = Math.round((view.from + view.to) / 2 / DAY_MS) * DAY_MS;
  return { from: middle - LONGEST_ASKED_MS / 2, to: middle + LONGEST_ASKED_MS / 2 };
}

/** What is loaded is kept while the view lies in it, unless it is so many times as long: then less will do. */
const MOST_TIMES = 24;

/** What to ask for when `loaded` is there already. */
export function nextWindow(loaded: Span, view: Span): Span {
  const holds = loaded.from <= view.from && loaded.to >= view.to;
  return holds && lengthOf(loaded) <= MOST_TIMES * lengthOf(view) ? loaded : fetchWindow(view);
}
