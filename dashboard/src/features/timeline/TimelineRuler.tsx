import { memo } from 'react';
import { lengthOf, type Span } from '../../time/span.ts';
import { clockChanges, currentZone } from '../../time/zone.ts';
import { cx } from '../../ui/cx.ts';
import type { TimeScale } from './geometry.ts';
import styles from './Timeline.module.css';
import { ticksOf } from './ticks.ts';

type TimelineRulerProps = {
  readonly view: Span;
  readonly scale: TimeScale;
  readonly height: number;
};

/** Half of a usual label, px: where less than that is left of the axis, none is drawn. */
const HALF_LABEL = 20;

/** In longer views, in ms, an hour can't be told from the next. */
const LONGEST_WITH_CHANGES_MS = 8 * 24 * 3_600_000;

const hasRoom = (x: number, width: number) => x >= HALF_LABEL && x <= width - HALF_LABEL;

/** Round times of the zone, and a double line where its clocks are put forward or back. */
export const TimelineRuler = memo(({ view, scale, height }: TimelineRulerProps) => {
  const [, width = 0] = scale.range();
  return (
    <g>
      {ticksOf(view, width, currentZone()).map(({ at, label, major }) => (
        <g key={at} transform={`translate(${scale(at)} 0)`}>
          <line className={cx(styles.tick, major && styles.major)} y1={20} y2={height} />
          {hasRoom(scale(at), width) && (
            <text className={cx(styles.label, major && styles.majorLabel)} y={14}>
              {label}
            </text>
          )}
        </g>
      ))}
      {lengthOf(view) <= LONGEST_WITH_CHANGES_MS &&
        clockChanges(view, currentZone()).map((at) => (
          <path
            key={at}
            className={styles.clockChange}
            d={`M${scale(at) - 1.5} 16v${height - 32}M${scale(at) + 1.5} 16v${height - 32}`}
            data-testid="timeline-clock-change"
          />
        ))}
    </g>
  );
});
TimelineRuler.displayName = 'TimelineRuler';
