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
  readonly width: number;
  readonly height: number;
};

export const TimelineRuler = memo(({ view, scale, width, height }: TimelineRulerProps) => (
  <g>
    {ticksOf(view, width, currentZone()).map(({ at, label, major }) => (
      <g key={at} transform={`translate(${scale(at)} 0)`}>
        <line className={cx(styles.tick, major && styles.major)} y1={20} y2={height} />
        <text className={cx(styles.label, major && styles.majorLabel)} y={14}>
          {label}
        </text>
      </g>
    ))}
  </g>
));
TimelineRuler.displayName = 'TimelineRuler';
