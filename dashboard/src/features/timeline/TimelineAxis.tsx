import type { ComponentProps, ReactNode, RefObject } from 'react';
import type { Span } from '../../time/span.ts';
import { cx } from '../../ui/cx.ts';
import styles from './Timeline.module.css';
import type { useTimelineGestures } from './use-timeline-gestures.ts';

type Gestures = ReturnType<typeof useTimelineGestures>;

type TimelineAxisProps = {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly view: Span;
  readonly width: number;
  readonly height: number;
  /** What is drawn belongs to another window; the right one is on its way. */
  readonly stale: boolean;
  readonly gestures: Pick<Gestures, 'handlers' | 'doing'>;
  /** What lies over the drawing. */
  readonly over?: ReactNode;
  /** The drawing. */
  readonly children: ComponentProps<'svg'>['children'];
};

/** Where time is drawn, and pointed at. It runs left to right in every language, as clocks do. */
export function TimelineAxis(props: TimelineAxisProps) {
  const { ref, view, width, height, stale, gestures, over, children } = props;
  return (
    <div
      ref={ref}
      dir="ltr"
      className={cx(styles.axis, gestures.doing && styles[gestures.doing])}
      data-testid="timeline-axis"
      data-start={new Date(view.from).toISOString()}
      data-end={new Date(view.to).toISOString()}
      {...gestures.handlers}
    >
      <svg
        className={cx(styles.svg, stale && styles.stale)}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        aria-hidden="true"
      >
        {children}
      </svg>
      {over}
    </div>
  );
}
