import { memo, type ReactNode } from 'react';
import type { TimeScale } from './geometry.ts';
import styles from './Timeline.module.css';

/** Where footage is drawn, in px from the top of the axis. */
export const LANE = { y: 28, height: 46 } as const;

type LaneFrameProps = { readonly width: number; readonly children: ReactNode };

/** The lane that stays in its place while what is drawn in it moves. */
export const LaneFrame = ({ width, children }: LaneFrameProps) => (
  <g>
    <Patterns width={width} />
    <g clipPath="url(#lane-clip)">
      <rect className={styles.lane} x={0} width={width} {...LANE} />
      {children}
    </g>
  </g>
);

const Patterns = memo(({ width }: { readonly width: number }) => (
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
));
Patterns.displayName = 'Patterns';

type NowMarkProps = { readonly scale: TimeScale; readonly width: number; readonly now: number };

/** The line at now, where that is on the axis. */
export function NowMark({ scale, width, now }: NowMarkProps) {
  const x = scale(now);
  if (x < 0 || x > width) return null;
  return (
    <line
      className={styles.now}
      x1={x}
      x2={x}
      y1={22}
      y2={LANE.y + LANE.height + 6}
      data-testid="timeline-now"
    />
  );
}
