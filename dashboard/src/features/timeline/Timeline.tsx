import { type ReactNode, useMemo, useRef } from 'react';
import { lengthOf, type Span } from '../../time/span.ts';
import { useNow } from '../../time/use-now.ts';
import { useElementSize } from '../../ui/use-element-size.ts';
import { type Stretches, timeScale } from './geometry.ts';
import { LaneFrame, NowMark } from './LaneFrame.tsx';
import { SelectionHandles } from './SelectionHandles.tsx';
import styles from './Timeline.module.css';
import { TimelineAxis } from './TimelineAxis.tsx';
import { TimelineHover } from './TimelineHover.tsx';
import { TimelineLane } from './TimelineLane.tsx';
import { ManualLane, SelectionBand } from './TimelineMarks.tsx';
import { TimelinePlayhead } from './TimelinePlayhead.tsx';
import { TimelineRuler } from './TimelineRuler.tsx';
import { TimelineSlider } from './TimelineSlider.tsx';
import { useTimeline } from './timeline.store.ts';
import type { TimelineCommand } from './timeline-keys.ts';
import { useDrawnSpan } from './use-drawn-span.ts';
import { useTimelineGestures } from './use-timeline-gestures.ts';

type TimelineProps = {
  readonly footage: Stretches;
  /** What is drawn belongs to another window; the right one is on its way. */
  readonly stale: boolean;
  readonly onSeek: (at: number) => void;
  /** A pointer went down on `at`: likely to be sought in a moment. */
  readonly onPress: (at: number) => void;
  readonly onCommand: (command: TimelineCommand) => void;
  /** Recordings that were started by hand. */
  readonly manual?: readonly Span[] | undefined;
  /** A small picture of a moment, drawn while hovering over it; `msPerPx` says how exact it needs to be. */
  readonly thumbnail?: (at: number, msPerPx: number) => ReactNode;
};

const none: readonly Span[] = [];

const HEIGHT = 92;

/** Footage and gaps on a time axis. */
export function Timeline(props: TimelineProps) {
  const { footage, stale, onSeek, onPress, onCommand, manual = none, thumbnail } = props;
  const ref = useRef<HTMLDivElement>(null);
  const width = useElementSize(ref, 'width', 1000);
  const view = useTimeline((state) => state.view);
  const now = useNow(1000);
  const scale = useMemo(() => timeScale(view, width), [view, width]);
  const drawn = useDrawnSpan(view);
  const drawnWidth = (width * lengthOf(drawn)) / Math.max(lengthOf(view), 1);
  const drawnScale = useMemo(() => timeScale(drawn, drawnWidth), [drawn, drawnWidth]);
  const shift = { transform: `translateX(${scale(drawn.from)}px)` };
  const { hoverX, ...gestures } = useTimelineGestures(ref, scale, {
    onSeek,
    onPress,
    sequences: footage.sequences,
  });

  return (
    <div className={styles.whole}>
      <TimelineSlider view={view} footage={footage} now={now} onCommand={onCommand}>
        <TimelineAxis
          ref={ref}
          view={view}
          width={width}
          height={HEIGHT}
          stale={stale}
          gestures={gestures}
          over={
            hoverX !== undefined && (
              <TimelineHover
                x={hoverX}
                width={width}
                scale={scale}
                footage={footage}
                now={now}
                thumbnail={thumbnail}
              />
            )
          }
        >
          <g style={shift}>
            <TimelineRuler view={drawn} scale={drawnScale} height={HEIGHT} />
          </g>
          <LaneFrame width={width}>
            <g style={shift}>
              <TimelineLane footage={footage} scale={drawnScale} now={now} />
              {manual.length > 0 && <ManualLane spans={manual} scale={drawnScale} />}
            </g>
          </LaneFrame>
          <NowMark scale={scale} width={width} now={now} />
          <SelectionBand scale={scale} width={width} height={HEIGHT} />
          <TimelinePlayhead scale={scale} width={width} height={HEIGHT} />
        </TimelineAxis>
      </TimelineSlider>
      <SelectionHandles scale={scale} width={width} sequences={footage.sequences} />
    </div>
  );
}
