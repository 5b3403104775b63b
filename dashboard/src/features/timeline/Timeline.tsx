import type { ReactNode } from 'react';
import type { Span } from '../../time/span.ts';
import type { Stretches } from './geometry.ts';
import { LaneFrame, NowMark } from './LaneFrame.tsx';
import { MarkedStretches, MarkLane } from './MarkLane.tsx';
import type { Mark } from './marks.ts';
import { SelectionHandles } from './SelectionHandles.tsx';
import styles from './Timeline.module.css';
import { TimelineAxis } from './TimelineAxis.tsx';
import { TimelineHover } from './TimelineHover.tsx';
import { TimelineLane } from './TimelineLane.tsx';
import { ManualLane, SelectionBand } from './TimelineMarks.tsx';
import { TimelinePlayhead } from './TimelinePlayhead.tsx';
import { TimelineRuler } from './TimelineRuler.tsx';
import { TimelineSlider } from './TimelineSlider.tsx';
import type { TimelineCommand } from './timeline-keys.ts';
import { useAxis } from './use-axis.ts';

type TimelineProps = {
  readonly footage: Stretches;
  /** Whose footage it is. */
  readonly camera?: string | undefined;
  /** What is drawn belongs to another window; the right one is on its way. */
  readonly stale: boolean;
  /** What was pointed at, or what a mark leads to: with or without footage. */
  readonly onPoint: (at: number) => void;
  /** A pointer went down on `at`: likely to be sought in a moment. */
  readonly onPress: (at: number) => void;
  readonly onCommand: (command: TimelineCommand) => void;
  /** Recordings that were started by hand. */
  readonly manual?: readonly Span[] | undefined;
  /** What people marked, ascending. */
  readonly marks?: readonly Mark[] | undefined;
  /** A small picture of a moment, drawn while hovering over it; `msPerPx` says how exact it needs to be. */
  readonly thumbnail?: (at: number, msPerPx: number) => ReactNode;
};

const none: readonly never[] = [];

/** With room for marks between the footage and the playhead's time. */
const HEIGHT = 120;
const LANE = { y: 28, height: 46 } as const;
const PLACES = [LANE] as const;

/** Footage and gaps on a time axis. */
export function Timeline(props: TimelineProps) {
  const {
    footage,
    camera,
    stale,
    onPoint,
    onPress,
    onCommand,
    manual = none,
    marks = none,
    thumbnail,
  } = props;
  const edges = [footage.sequences, marks.map(({ from }) => ({ from, to: from }))];
  const axis = useAxis({ onSeek: onPoint, onPress, edges });
  const { width, view, now, scale, drawn, drawnScale, shift, hover } = axis;

  return (
    <div className={styles.whole}>
      <TimelineSlider view={view} footage={footage} camera={camera} now={now} onCommand={onCommand}>
        <TimelineAxis
          ref={axis.ref}
          view={view}
          width={width}
          height={HEIGHT}
          stale={stale}
          gestures={axis.gestures}
          over={
            hover && (
              <TimelineHover
                x={hover.x}
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
          <g style={shift}>
            <MarkedStretches marks={marks} scale={drawnScale} />
          </g>
          <LaneFrame width={width} places={PLACES}>
            <g style={shift}>
              <TimelineLane footage={footage} scale={drawnScale} place={LANE} now={now} />
              {manual.length > 0 && <ManualLane spans={manual} scale={drawnScale} />}
            </g>
          </LaneFrame>
          <NowMark scale={scale} width={width} height={HEIGHT} now={now} />
          <SelectionBand scale={scale} width={width} height={HEIGHT} />
          <TimelinePlayhead scale={scale} width={width} height={HEIGHT} />
        </TimelineAxis>
      </TimelineSlider>
      {marks.length > 0 && (
        <MarkLane
          marks={marks}
          width={width}
          scale={scale}
          drawn={drawn}
          drawnScale={drawnScale}
          onPoint={onPoint}
        />
      )}
      <SelectionHandles scale={scale} width={width} edges={edges} />
    </div>
  );
}
