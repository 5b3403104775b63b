import { memo, type ReactNode } from 'react';
import type { TimeScale } from './geometry.ts';
import styles from './Timeline.module.css';

/** Where a lane lies, in px from the top of the axis. */
export type LanePlace = { readonly y: number; readonly height: number };

type PatternsProps = { readonly width: number; readonly places: readonly LanePlace[] };

type LaneFrameProps = PatternsProps & { readonly children: ReactNode };

/** Lanes that stay in their places while what is drawn in them moves. */
export const LaneFrame = ({ width, places, children }: LaneFrameProps) => (
  <g>
    <Patterns width={width} places={places} />
    <g clipPath="url(#lane-clip)">
      {places.map((place) => (
        <rect key={place.y} className={styles.lane} x={0} width={width} {...place} />
      ))}
      {children}
    </g>
  </g>
);

const Patterns = memo(({ width, places }: PatternsProps) => (
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
      {places.map((place) => (
        <rect key={place.y} x={0} width={width} {...place} rx={4} />
      ))}
    </clipPath>
  </defs>
));
Patterns.displayName = 'Patterns';

type NowMarkProps = {
  readonly scale: TimeScale;
  readonly width: number;
  /** Of the whole axis. */
  readonly height: number;
  readonly now: number;
};

/** The line at now, where that is on the axis. */
export function NowMark({ scale, width, height, now }: NowMarkProps) {
  const x = scale(now);
  if (x < 0 || x > width) return null;
  return <line className={styles.now} x1={x} x2={x} y1={22} y2={height - 12} data-testid="timeline-now" />;
}
