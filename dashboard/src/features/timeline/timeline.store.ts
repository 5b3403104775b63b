import { create } from 'zustand';
import {
  CALENDAR,
  contains,
  keepInside,
  lengthOf,
  SHORTEST_VIEW_MS,
  type Span,
  shiftSpan,
  spanAround,
  zoomSpan,
} from '../../time/span.ts';

type TimelineState = {
  /** What was asked to be looked at: 1× shows all of it. */
  readonly range: Span;
  /** What is on the screen; it may be panned and zoomed beyond the range. */
  readonly view: Span;
  /** Whether somebody moved it there by hand: then it does not follow now. */
  readonly panned: boolean;
  /** A stretch that was marked, to be looked at, linked or exported. */
  readonly selection: Span | undefined;
};

/** Before a page has said what to look at. */
const nothing: Span = { from: 0, to: 0 };

export const useTimeline = create<TimelineState>(() => ({
  range: nothing,
  view: nothing,
  panned: false,
  selection: undefined,
}));

const setView = (view: Span) => useTimeline.setState({ view: keepInside(view, CALENDAR) });

/** Looks at a range, all of it. */
export const showRange = (range: Span) => useTimeline.setState({ range, view: range, panned: false });

/** The shortest stretch that can be marked, in ms. */
const SHORTEST_SELECTION_MS = 1_000;

/** Marks a stretch, given by two moments in any order. */
export function selectSpan(one: number, other: number): void {
  const from = Math.min(one, other);
  const to = Math.max(one, other, from + SHORTEST_SELECTION_MS);
  useTimeline.setState({ selection: { from, to } });
}

/** Moves one end of the marked stretch to `at`; the other stays, or is the end of the view where there was none. */
export function select(edge: 'from' | 'to', at: number): void {
  const { selection, view } = useTimeline.getState();
  const other = edge === 'from' ? (selection ?? view).to : (selection ?? view).from;
  const turned = edge === 'from' ? at >= other : at <= other;
  selectSpan(at, turned ? at + (edge === 'from' ? SHORTEST_SELECTION_MS : -SHORTEST_SELECTION_MS) : other);
}

export const clearSelection = () => useTimeline.setState({ selection: undefined });

/** Shows what is marked, else something else. */
export function fitView(otherwise: Span): void {
  const { selection } = useTimeline.getState();
  const margin = selection ? lengthOf(selection) * 0.1 : 0;
  const { from, to } = selection ?? otherwise;
  setView(zoomSpan({ from: from - margin, to: to + margin }, 1, from));
}

/** Shows `1/level` of the range: around `at` when that is on the screen, else around its middle. */
export function zoomToLevel(level: number, at: number | undefined): void {
  const { range, view } = useTimeline.getState();
  const middle = (view.from + view.to) / 2;
  const around = at !== undefined && contains(view, at) ? at : middle;
  setView(spanAround(around, lengthOf(range) / level, range));
}

/** What is marked within this, in ms, is not worth zooming into: it is as good as one moment. */
const AS_ONE_MS = 1_000;
/** How much closer one look goes at most. */
const CLOSEST_LOOK = 8;

/** Looks closer at a stretch that is too short to be told apart. Whether that helped. */
export function zoomInto({ from, to }: Span): boolean {
  const { view } = useTimeline.getState();
  const length = Math.max((to - from) * 2, lengthOf(view) / CLOSEST_LOOK, SHORTEST_VIEW_MS);
  if (to - from < AS_ONE_MS || length >= lengthOf(view)) return false;
  setView(spanAround((from + to) / 2, length, CALENDAR));
  return true;
}

/** Zooms by `factor` with the instant `around` held in its place. */
export const zoomAt = (factor: number, around: number) =>
  setView(zoomSpan(useTimeline.getState().view, factor, around));

/** Zooms around `at` where that is in view, else around the middle: what is looked at stays on the screen. */
export function zoomBy(factor: number, at: number): void {
  const { view } = useTimeline.getState();
  zoomAt(factor, contains(view, at) ? at : (view.from + view.to) / 2);
}

export function panBy(ms: number): void {
  setView(shiftSpan(useTimeline.getState().view, ms));
  useTimeline.setState({ panned: true });
}

/** Puts the middle of the view at `at`, as far in or out as it is. */
export const centreOn = (at: number) => {
  const length = lengthOf(useTimeline.getState().view);
  setView({ from: at - length / 2, to: at + length / 2 });
  useTimeline.setState({ panned: true });
};

/** Brings a moment into view, in the middle, if it isn't in it. */
export function reveal(at: number): void {
  const { view } = useTimeline.getState();
  if (contains(view, at)) return;
  const length = lengthOf(view);
  setView({ from: at - length / 2, to: at + length / 2 });
}

/** Where now stands in the view that goes to it, as a share of the view. */
const NOW_AT = 0.9;

/** Goes to now, as far in or out as the view is. */
export function goToNow(now: number): void {
  const length = lengthOf(useTimeline.getState().view);
  setView({ from: now - length * NOW_AT, to: now + length * (1 - NOW_AT) });
  useTimeline.setState({ panned: false });
}

/**
 * Turns the page when now runs out of a view that held it and was not panned. It stays where that would push the
 * playhead out.
 */
export function followNow(before: number, now: number, playhead: number | undefined): void {
  const { view, panned } = useTimeline.getState();
  if (panned || !contains(view, before) || contains(view, now)) return;
  const loses =
    playhead !== undefined && contains(view, playhead) && playhead < now - lengthOf(view) * NOW_AT;
  if (!loses) goToNow(now);
}

/** Where the playhead stands after the view has turned the page, as a share of the view. */
const AFTER_TURN = 0.1;

/** Turns the page when the playhead runs out of the view; a view that was panned away from it stays. */
export function follow(before: number, at: number): void {
  const { view } = useTimeline.getState();
  if (!contains(view, before) || contains(view, at)) return;
  const length = lengthOf(view);
  const from = at - length * (at < before ? 1 - AFTER_TURN : AFTER_TURN);
  setView({ from, to: from + length });
}

/** Which zoom button is pressed in: the one whose share of the range is on the screen, if any. */
export const levelOf = (
  { range, view }: Pick<TimelineState, 'range' | 'view'>,
  levels: readonly number[],
): number | undefined =>
  levels.find((level) => Math.abs(lengthOf(range) / level / lengthOf(view) - 1) < 0.02);
