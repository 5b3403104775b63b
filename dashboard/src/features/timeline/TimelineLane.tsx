import { memo } from 'react';
import type { Span } from '../../time/span.ts';
import { type Bar, barsOf, barsPath, type Density, type Stretches, type TimeScale } from './geometry.ts';
import type { LanePlace } from './LaneFrame.tsx';
import styles from './Timeline.module.css';

type TimelineLaneProps = {
  readonly footage: Stretches;
  readonly scale: TimeScale;
  readonly place: LanePlace;
  readonly now: number;
};

/** From so many bars on they are drawn as one plain path: zooming and panning stay smooth. */
const MOST_BARS = 60;

const iso = (ms: number) => new Date(ms).toISOString();

const placed = ({ span, x, width }: Bar, place: LanePlace) => ({
  x,
  width,
  ...place,
  'data-start': iso(span.from),
  'data-end': iso(span.to),
});

type BarsProps = { readonly spans: readonly Span[]; readonly scale: TimeScale; readonly place: LanePlace };

function Gaps({ spans, scale, place }: BarsProps) {
  const bars = barsOf(spans, scale);
  if (bars.length > MOST_BARS) {
    return <path className={styles.denseGap} d={barsPath(bars, place.y, place.height)} />;
  }
  return bars.map((bar) => (
    <rect key={bar.span.from} fill="url(#gap-stripes)" data-testid="timeline-gap" {...placed(bar, place)} />
  ));
}

function Sequences({ spans, scale, place }: BarsProps) {
  const bars = barsOf(spans, scale);
  if (bars.length > MOST_BARS) {
    return (
      <g data-testid="timeline-dense">
        <path className={styles.sequence} d={barsPath(bars, place.y, place.height)} />
        <path className={styles.sequenceEdge} d={barsPath(bars, place.y, 3)} />
      </g>
    );
  }
  return bars.map((bar) => (
    <g key={bar.span.from}>
      <rect className={styles.sequence} data-testid="timeline-sequence" {...placed(bar, place)} />
      <rect className={styles.sequenceEdge} x={bar.x} y={place.y} width={bar.width} height={3} />
    </g>
  ));
}

type DensityLaneProps = {
  readonly density: readonly Density[];
  readonly scale: TimeScale;
  readonly place: LanePlace;
  readonly now: number;
};

/** Shares are drawn in so many steps, the fullest as opaque as a sequence. */
const STEPS = [0.25, 0.5, 0.75, 1] as const;

/** How much was recorded, where sequences can't be told apart: the fuller, the more opaque. */
function DensityLane({ density, scale, place, now }: DensityLaneProps) {
  const empty = density.filter(({ from, share }) => share === 0 && from < now);
  const steps = STEPS.map((step) => {
    const spans = density.filter(({ share }) => share > step - 0.25 && share <= step);
    const bars = barsOf(spans, scale);
    return (
      <path
        key={step}
        className={styles.sequence}
        data-testid="timeline-density"
        fillOpacity={step}
        d={barsPath(bars, place.y, place.height)}
      />
    );
  });
  return (
    <>
      <path d={barsPath(barsOf(empty, scale), place.y, place.height)} fill="url(#gap-stripes)" />
      {steps}
    </>
  );
}

/** What exists: footage is solid, gaps are striped, what has not happened yet is finely hatched. */
export const TimelineLane = memo(({ footage, scale, place, now }: TimelineLaneProps) => {
  const [, width = 0] = scale.range();
  const nowX = Math.min(Math.max(scale(now), 0), width);
  return (
    <>
      <Gaps spans={footage.gaps} scale={scale} place={place} />
      {footage.density && <DensityLane density={footage.density} scale={scale} place={place} now={now} />}
      <rect x={nowX} width={width - nowX} {...place} className={styles.future} />
      <rect x={nowX} width={width - nowX} {...place} fill="url(#future-stripes)" />
      <Sequences spans={footage.sequences} scale={scale} place={place} />
    </>
  );
});
TimelineLane.displayName = 'TimelineLane';
