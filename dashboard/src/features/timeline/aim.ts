import { type Edges, instantAt, snapped, timeScale } from './geometry.ts';
import { useTimeline } from './timeline.store.ts';

type Aim = {
  /** On the axis, or beyond an end of it, and how wide that is, in px. */
  readonly x: number;
  readonly width: number;
  /** To which it sticks. */
  readonly edges: Edges;
  /** Whether it is to stick to none. */
  readonly exactly: boolean;
};

/** What is at `x` of the view as it is by now, or the edge of a sequence beside it. */
export function aimedAt({ x, width, edges, exactly }: Aim): number {
  const scale = timeScale(useTimeline.getState().view, width);
  const at = instantAt(scale, Math.min(Math.max(x, 0), width));
  return exactly ? at : snapped(at, edges, scale);
}
