import { type ScaleTime, scaleTime } from 'd3-scale';
import { contains, type Span } from '../../time/span.ts';

export type TimeScale = ScaleTime<number, number>;

/** Instants of the view on `width` px. */
export const timeScale = (view: Span, width: number): TimeScale =>
  scaleTime().domain([view.from, view.to]).range([0, width]);

/** The instant at `x` px, in whole ms. */
export const instantAt = (scale: TimeScale, x: number): number => Math.round(scale.invert(x).getTime());

export type Bar = { readonly span: Span; readonly x: number; readonly width: number };

/** However short a stretch is, it is drawn this wide, in px: a recording must not vanish when one zooms out. */
const NARROWEST = 1.5;

/** What lies closer together than this, in px, is drawn as one: nobody could tell it apart. */
const CLOSEST = 1;

/** The first of ascending `spans` that ends after `at`. */
function firstEndingAfter(spans: readonly Span[], at: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.to ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Those of ascending stretches that the view shows, cut to it; never more than the axis has room for. */
export function barsOf(spans: readonly Span[], scale: TimeScale): readonly Bar[] {
  const [from, to] = scale.domain().map(Number);
  const [, width] = scale.range();
  if (from === undefined || to === undefined || width === undefined) return [];
  const pxPerMs = width / (to - from);
  const bars: Bar[] = [];
  for (let index = firstEndingAfter(spans, from); index < spans.length; index += 1) {
    const span = spans[index];
    if (!span || span.from >= to) break;
    const x = Math.max((span.from - from) * pxPerMs, 0);
    const end = Math.max(Math.min((span.to - from) * pxPerMs, width), x + NARROWEST);
    const last = bars.at(-1);
    if (last && x - (last.x + last.width) < CLOSEST) {
      const merged = { from: last.span.from, to: Math.max(last.span.to, span.to) };
      bars[bars.length - 1] = { span: merged, x: last.x, width: Math.max(end - last.x, last.width) };
    } else bars.push({ span, x, width: end - x });
  }
  return bars;
}

/** Bars as one path, between two heights (px): a thousand of them cost no more than one. */
export const barsPath = (bars: readonly Pick<Bar, 'x' | 'width'>[], top: number, height: number): string =>
  bars
    .map(({ x, width }) => `M${x.toFixed(1)} ${top}h${width.toFixed(1)}v${height}h-${width.toFixed(1)}z`)
    .join('');

/** What is dropped so near to the edge of a sequence, in px, means that edge. */
const SNAP_PX = 8;

/** The sequences of each lane, ascending. */
export type Edges = readonly (readonly Span[])[];

/** `at`, or the edge of a sequence of any lane that lies so near to it that it is meant. */
export function snapped(at: number, lanes: Edges, scale: TimeScale): number {
  const [from, to] = scale.domain().map(Number);
  const [, width] = scale.range();
  if (from === undefined || to === undefined || !width) return at;
  const reach = (SNAP_PX * (to - from)) / width;
  let nearest = at;
  let distance = reach;
  for (const sequences of lanes) {
    for (let index = firstEndingAfter(sequences, at - reach); index < sequences.length; index += 1) {
      const span = sequences[index];
      if (!span || span.from > at + reach) break;
      for (const edge of [span.from, span.to]) {
        if (Math.abs(edge - at) >= distance) continue;
        distance = Math.abs(edge - at);
        nearest = edge;
      }
    }
  }
  return nearest;
}

/** How much one turn of the wheel zooms: about 1.2 a notch, and as smooth as a trackpad asks. */
export const wheelFactor = (deltaY: number): number =>
  Math.exp(-Math.min(Math.max(deltaY, -240), 240) * 0.0018);

export type Stretch = 'recorded' | 'gap' | 'future' | 'unknown';

/** A gap may have a reason, in the words of the VMS. */
type GapSpan = Span & { readonly reason?: string | undefined };

/** The recorded share, 0 to 1, of a stretch that is looked at from so far that sequences can't be told apart. */
export type Density = Span & { readonly share: number };

export type Stretches = {
  readonly sequences: readonly Span[];
  readonly gaps: readonly GapSpan[];
  readonly density?: readonly Density[] | undefined;
};

/** What there is at an instant. */
export function stretchAt({ sequences, gaps, density }: Stretches, at: number, now: number): Stretch {
  if (sequences.some((one) => contains(one, at))) return 'recorded';
  const coarse = density?.find((one) => contains(one, at));
  if (coarse && coarse.to <= now) return coarse.share > 0 ? 'recorded' : 'gap';
  if (gaps.some((one) => contains(one, at))) return 'gap';
  return at > now ? 'future' : 'unknown';
}

/** Why nothing was recorded at an instant, where the VMS tells. */
export const gapReasonAt = ({ gaps }: Stretches, at: number): string | undefined =>
  gaps.find((one) => contains(one, at))?.reason;
