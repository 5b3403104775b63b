import { type Bar, barsOf, type Stretches, type TimeScale } from './geometry.ts';
import styles from './Timeline.module.css';

type TimelineLaneProps = {
  readonly footage: Stretches;
  readonly scale: TimeScale;
  readonly width: number;
  readonly now: number;
};

const LANE = { y: 28, height: 46 } as const;

const iso = (ms: number) => new Date(ms).toISOString();

const placed = ({ span, x, width }: Bar) => ({
  x,
  width,
  ...LANE,
  'data-start': iso(span.from),
  'data-end': iso(span.to),
});

/** What exists: footage is solid, gaps are striped, what has not happened yet is finely hatched. */
export function TimelineLane({ footage, scale, width, now }: TimelineLaneProps) {
  const nowX = Math.min(Math.max(scale(now), 0), width);
  const nowShown = scale(now) >= 0 && scale(now) <= width;
  return (
    <g>
      <defs>
        <pattern
          id="gap-stripes"
          width={8}
          height={8}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect className={styles.gapFill} width={8} height={8} />
          <rect className={styles.gapStripe} width={2} height={8} />
        </pattern>
        <pattern
          id="future-stripes"
          width={5}
          height={5}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect className={styles.futureStripe} width={1} height={5} />
        </pattern>
        <clipPath id="lane-clip">
          <rect x={0} width={width} {...LANE} rx={4} />
        </clipPath>
      </defs>
      <g clipPath="url(#lane-clip)">
        <rect className={styles.lane} x={0} width={width} {...LANE} />
        {barsOf(footage.gaps, scale).map((bar) => (
          <rect
            key={bar.span.from}
            className={styles.gap}
            fill="url(#gap-stripes)"
            data-testid="timeline-gap"
            {...placed(bar)}
          />
        ))}
        <rect x={nowX} width={width - nowX} {...LANE} className={styles.future} />
        <rect x={nowX} width={width - nowX} {...LANE} fill="url(#future-stripes)" />
        {barsOf(footage.sequences, scale).map((bar) => (
          <g key={bar.span.from}>
            <rect className={styles.sequence} data-testid="timeline-sequence" {...placed(bar)} />
            <rect className={styles.sequenceEdge} x={bar.x} y={LANE.y} width={bar.width} height={3} />
          </g>
        ))}
      </g>
      {nowShown && (
        <line
          className={styles.now}
          x1={nowX}
          x2={nowX}
          y1={22}
          y2={LANE.y + LANE.height + 6}
          data-testid="timeline-now"
        />
      )}
    </g>
  );
}
