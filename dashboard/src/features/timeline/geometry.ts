import { type ScaleTime, scaleTime } from 'd3-scale';
import { contains, overlaps, type Span } from '../../time/span.ts';

export type TimeScale = ScaleTime<number, number>;

/** Instants of the view on `width` px. */
export const timeScale = (view: Span, width: number): TimeScale =>
  scaleTime().domain([view.from, view.to]).range([0, width]);

/** The instant at `x` px, in whole ms. */
export const instantAt = (scale: TimeScale, x: number): number => Math.round(scale.invert(x).getTime());

export type Bar = { readonly span: Span; readonly x: number; readonly width: number };

/** However short a stretch is, it is drawn this wide, in px: a recording must not vanish when one zooms out. */
const NARROWEST = 1.5;

/** Those stretches that the view shows, cut to it. */
export function barsOf(spans: readonly Span[], scale: TimeScale): readonly Bar[] {
  const [from, to] = scale.domain().map(Number);
  const [, width] = scale.range();
  if (from === undefined || to === undefined || width === undefined) return [];
  return spans
    .filter((span) => overlaps(span, { from, to }))
    .map((span) => {
      const x = Math.max(scale(span.from), 0);
      return { span, x, width: Math.max(Math.min(scale(span.to), width) - x, NARROWEST) };
    });
}

/** How much one turn of the wheel zooms: about 1.2 a notch, and as smooth as a trackpad asks. */
export const wheelFactor = (deltaY: number): number =>
  Math.exp(-Math.min(Math.max(deltaY, -240), 240) * 0.0018);

export type Stretch = 'recorded' | 'gap' | 'future' | 'unknown';

export type Stretches = { readonly sequences: readonly Span[]; readonly gaps: readonly Span[] };

/** What there is at an instant. */
export function stretchAt({ sequences, gaps }: Stretches, at: number, now: number): Stretch {
  if (sequences.some((one) => contains(one, at))) return 'recorded';
  if (gaps.some((one) => contains(one, at))) return 'gap';
  return at > now ? 'future' : 'unknown';
}
