import { contains, type Span } from '../../time/span.ts';
import { type Footage, gapAround, lastMomentsOf } from './footage.ts';

/** Where to go from a moment without footage, and the gap that it lies in. */
export type Leap = { readonly at: number; readonly gap: Span };

/**
 * From a moment that none of the cameras recorded to the footage of any of them that is nearest. Undefined where one of
 * them recorded it, or where that is not known.
 */
export function leapOverGap(cameras: readonly Footage[], moment: number): Leap | undefined {
  const gaps = cameras.map((one) => (contains(one.window, moment) ? gapAround(one.gaps, moment) : undefined));
  if (gaps.length === 0 || gaps.includes(undefined)) return undefined;
  const sequences = cameras.flatMap((one) => one.sequences);
  const before = sequences.filter(({ to }) => to <= moment).toSorted((a, b) => b.to - a.to)[0];
  const after = sequences.filter(({ from }) => from > moment).toSorted((a, b) => a.from - b.from)[0];
  const gap = {
    from: before?.to ?? Math.max(...gaps.map((one) => one?.from ?? moment)),
    to: after?.from ?? Math.min(...gaps.map((one) => one?.to ?? moment)),
  };
  if (after && (!before || after.from - moment <= moment - before.to)) return { at: after.from, gap };
  return before && { at: lastMomentsOf(before), gap };
}
