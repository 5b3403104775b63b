import type { Gap, TimelineBucket } from '@playhead/contracts';
import { contains, type Span } from '../../time/span.ts';

/** What exists of a camera's footage inside `window`: both lists ascending and apart from each other. */
export type Footage = {
  readonly window: Span;
  /** When the VMS was asked, epoch ms: later than this nothing is known. */
  readonly asOf: number;
  readonly sequences: readonly Span[];
  readonly gaps: readonly GapSpan[];
  /** In place of sequences and gaps where a window is so long that there would be too many of them. */
  readonly density?: readonly Density[];
};

/** `reason` where the VMS tells why nothing was recorded. */
type GapSpan = Span & { readonly reason?: string | undefined };

/** The recorded share, 0 to 1, of a stretch. */
export type Density = Span & { readonly share: number };

/** As on the wire: ISO 8601 in UTC. */
type Stretch = Pick<Gap, 'startTime' | 'endTime' | 'reason'>;

const toSpan = ({ startTime, endTime }: Stretch): Span => ({
  from: Date.parse(startTime),
  to: Date.parse(endTime),
});

export const gapsOf = (gaps: readonly Stretch[]): readonly GapSpan[] =>
  gaps.map((gap) => ({ ...toSpan(gap), reason: gap.reason })).toSorted((a, b) => a.from - b.from);

/** Buckets as stretches: each lasts until the next begins, the last until `end`. */
export const densityOf = (buckets: readonly TimelineBucket[], end: number): readonly Density[] =>
  buckets.map(({ timestamp, coverage: share }, index) => {
    const next = buckets[index + 1];
    return { from: Date.parse(timestamp), to: next ? Date.parse(next.timestamp) : end, share };
  });

export const spansOf = (stretches: readonly Stretch[]): readonly Span[] =>
  stretches.map(toSpan).toSorted((a, b) => a.from - b.from);

/** The newest seconds of footage reach the VMS's index late, in ms: a gap that has only just begun may be none. */
const SETTLED_MS = 60_000;

/** Gaps as far as they are known: none in the future, and none that may still fill. */
export const settledGaps = (gaps: readonly GapSpan[], asOf: number): readonly GapSpan[] =>
  gaps
    .map((gap) => ({ ...gap, to: Math.min(gap.to, asOf) }))
    .filter(({ from, to }) => to > from && (to < asOf || to - from >= SETTLED_MS));

/** Whether it is known if `moment` was recorded. */
export const isKnownAt = ({ window, density }: Footage, moment: number): boolean =>
  density === undefined && contains(window, moment);

/** Whether it is certain that nothing was recorded at `moment` or after it. */
export const nothingFollows = ({ window, asOf, gaps }: Footage, moment: number, now: number): boolean =>
  moment > now || (window.to >= asOf && (gapAround(gaps, moment)?.to ?? Number.NEGATIVE_INFINITY) >= asOf);

/** The stretch around `moment` that is not recorded. Gaps adjoin where the reason changes: together they are one. */
export function gapAround(gaps: readonly Span[], moment: number): Span | undefined {
  let around: Span | undefined;
  for (const { from, to } of gaps) {
    if (around && from <= around.to) around = { from: around.from, to: Math.max(around.to, to) };
    else if (around && around.to > moment) break;
    else around = { from, to };
  }
  return around && contains(around, moment) ? around : undefined;
}

/** Where playback asked for at some moment really begins, and the gap that was skipped to get there. */
export type Start = { readonly at: number; readonly skipped?: Span };

/** The moment itself where there is footage, else the start of the next. Undefined when nothing follows. */
export function startAt(sequences: readonly Span[], moment: number): Start | undefined {
  const next = sequences.find(({ to }) => to > moment);
  if (!next) return undefined;
  if (next.from <= moment) return { at: moment };
  const before = sequences.findLast(({ to }) => to <= moment);
  return { at: next.from, skipped: { from: before?.to ?? moment, to: next.from } };
}

/**
 * The moment `ms` of footage before `at`: what lies between sequences does not count, or going back would end at the
 * start of one. Undefined where the sequences do not reach back that far.
 */
export function footageBefore(sequences: readonly Span[], at: number, ms: number): number | undefined {
  let left = ms;
  for (const { from, to } of sequences.toReversed()) {
    const until = Math.min(to, at);
    if (until <= from) continue;
    if (until - from >= left) return until - left;
    left -= until - from;
  }
  return undefined;
}

/** Footage that begins within this of the playhead, in ms, counts as where we are. */
const HERE_MS = 3_000;

export const nextSequence = (sequences: readonly Span[], at: number): Span | undefined =>
  sequences.find(({ from }) => from > at);

/** The sequence before; from the middle of one, its own start comes first, as with any player's back button. */
export const previousSequence = (sequences: readonly Span[], at: number): Span | undefined =>
  sequences.findLast(({ from }) => from < at - HERE_MS);

/** How long before its end the last footage is entered, in ms. */
const LAST_MOMENTS_MS = 10_000;

/** Where to enter a stretch to see its end. */
export const lastMomentsOf = ({ from, to }: Span): number => Math.max(from, to - LAST_MOMENTS_MS);

/** Where to enter the first or the last footage of a range, as far as it is known; undefined where there is none. */
export function edgeOf(footage: Footage, range: Span, edge: 'first' | 'last'): number | undefined {
  const stretches = footage.density?.filter(({ share }) => share > 0) ?? footage.sequences;
  const inside = stretches.filter(({ from, to }) => from < range.to && to > range.from);
  const sequence = edge === 'first' ? inside[0] : inside.at(-1);
  if (!sequence) return undefined;
  const [from, to] = [Math.max(sequence.from, range.from), Math.min(sequence.to, range.to)];
  return edge === 'first' ? from : lastMomentsOf({ from, to });
}

/** The recorded share of `span`, 0 to 1. */
export function coverage({ sequences, density }: Pick<Footage, 'sequences' | 'density'>, span: Span): number {
  const covered = (density ?? sequences.map((one) => ({ ...one, share: 1 }))).reduce(
    (sum, { from, to, share }) =>
      sum + share * Math.max(0, Math.min(to, span.to) - Math.max(from, span.from)),
    0,
  );
  return covered / Math.max(span.to - span.from, 1);
}
