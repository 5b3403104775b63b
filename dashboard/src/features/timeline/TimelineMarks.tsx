import type { Span } from '../../time/span.ts';
import { barsOf, barsPath, type TimeScale } from './geometry.ts';
import styles from './Timeline.module.css';
import { useTimeline } from './timeline.store.ts';

type ManualLaneProps = { readonly spans: readonly Span[]; readonly scale: TimeScale };

/** Recordings that somebody started by hand: a hatched band along the bottom of the footage. */
export const ManualLane = ({ spans, scale }: ManualLaneProps) => (
  <g>
    <defs>
      <pattern
        id="manual-stripes"
        width={6}
        height={6}
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <rect className={styles.manual} width={6} height={6} />
        <rect className={styles.manualStripe} width={2} height={6} />
      </pattern>
    </defs>
    <path
      d={barsPath(barsOf(spans, scale), MANUAL.y, MANUAL.height)}
      fill="url(#manual-stripes)"
      data-testid="timeline-manual"
    />
  </g>
);

const MANUAL = { y: 64, height: 9 } as const;

type SelectionBandProps = {
  readonly scale: TimeScale;
  readonly width: number;
  readonly height: number;
};

/** The stretch that is marked. */
export function SelectionBand({ scale, width, height }: SelectionBandProps) {
  const selection = useTimeline((state) => state.selection);
  if (!selection) return null;
  const [from, to] = [Math.max(scale(selection.from), 0), Math.min(scale(selection.to), width)];
  if (to <= 0 || from >= width) return null;
  return (
    <g data-testid="timeline-selection" data-from={selection.from} data-to={selection.to}>
      <rect className={styles.selected} x={from} y={0} width={Math.max(to - from, 1)} height={height - 16} />
      <path className={styles.selectedEdge} d={`M${from} 0v${height - 16}M${to} 0v${height - 16}`} />
    </g>
  );
}
