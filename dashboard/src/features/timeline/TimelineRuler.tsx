import { memo } from 'react';
import type { Span } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
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

const hasRoom = (x: number, width: number) => x >= HALF_LABEL && x <= width - HALF_LABEL;

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
    </g>
  );
});
TimelineRuler.displayName = 'TimelineRuler';
