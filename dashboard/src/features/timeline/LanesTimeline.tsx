import { type ReactNode, useMemo } from 'react';
import { cx } from '../../ui/cx.ts';
import type { Stretches } from './geometry.ts';
import { LaneFrame, NowMark } from './LaneFrame.tsx';
import lanesStyles from './LanesTimeline.module.css';
import { SelectionHandles } from './SelectionHandles.tsx';
import styles from './Timeline.module.css';
import { TimelineAxis } from './TimelineAxis.tsx';
import { TimelineHover } from './TimelineHover.tsx';
import { TimelineLane } from './TimelineLane.tsx';
import { SelectionBand } from './TimelineMarks.tsx';
import { TimelinePlayhead } from './TimelinePlayhead.tsx';
import { TimelineRuler } from './TimelineRuler.tsx';
import { TimelineSlider } from './TimelineSlider.tsx';
import type { TimelineCommand } from './timeline-keys.ts';
import { useAxis } from './use-axis.ts';

/** A camera's lane; without footage while that is not known. */
type Lane = { readonly id: string; readonly name: string; readonly footage: Stretches | undefined };

type LanesTimelineProps = {
  readonly lanes: readonly Lane[];
  /** The camera whose footage the timeline tells to assistive technology. */
  readonly chosen: string | undefined;
  /** What is drawn belongs to another window; the right one is on its way. */
  readonly stale: boolean;
  /** What was pointed at, with or without footage. */
  readonly onPoint: (at: number) => void;
  readonly onCommand: (command: TimelineCommand) => void;
  /** A small picture of a camera's moment, drawn while hovering over it; `msPerPx` says how exact it needs to be. */
  readonly thumbnail: (cameraId: string, at: number, msPerPx: number) => ReactNode;
};

const TOP = 26;
const LANE = 16;
const PITCH = 19;
const BOTTOM = 20;

const placeOf = (index: number) => ({ y: TOP + index * PITCH, height: LANE });

const nothing: Stretches = { sequences: [], gaps: [] };
const warmNothing = () => undefined;

/** The footage of several cameras on one time axis, a lane each. */
export function LanesTimeline({ lanes, chosen, stale, onPoint, onCommand, thumbnail }: LanesTimelineProps) {
  const edges = lanes.map(({ footage }) => footage?.sequences ?? nothing.sequences);
  const axis = useAxis({ onSeek: onPoint, onPress: warmNothing, edges });
  const { width, view, now, scale, drawn, drawnScale, shift, hover } = axis;
  const count = lanes.length;
  const places = useMemo(() => Array.from({ length: count }, (_, index) => placeOf(index)), [count]);
  const height = TOP + count * PITCH + BOTTOM;
  const told = lanes.find(({ id }) => id === chosen);
  const pointed = hover && lanes[Math.max(0, Math.min(count - 1, Math.floor((hover.y - TOP) / PITCH)))];

  const names = lanes.map(({ id, name }, index) => (
    <bdi
      key={id}
      className={cx(lanesStyles.name, id === chosen && lanesStyles.chosen)}
      style={{ top: placeOf(index).y, height: LANE }}
    >
      {name}
    </bdi>
  ));
  return (
    <div className={styles.whole}>
      <TimelineSlider
        view={view}
        footage={told?.footage ?? nothing}
        camera={told?.name}
        now={now}
        onCommand={onCommand}
      >
        <TimelineAxis
          ref={axis.ref}
          view={view}
          width={width}
          height={height}
          stale={stale}
          gestures={axis.gestures}
          over={
            <>
              {names}
              {pointed && (
                <TimelineHover
                  x={hover.x}
                  width={width}
                  scale={scale}
                  footage={pointed.footage ?? nothing}
                  camera={pointed.name}
                  now={now}
                  thumbnail={(at, msPerPx) => thumbnail(pointed.id, at, msPerPx)}
                />
              )}
            </>
          }
        >
          <g style={shift}>
            <TimelineRuler view={drawn} scale={drawnScale} height={height - BOTTOM} />
          </g>
          <LaneFrame width={width} places={places}>
            <g style={shift}>
              {lanes.map(({ id, footage = nothing }, index) => (
                <g key={id} data-testid="timeline-lane" data-camera={id}>
                  <TimelineLane
                    footage={footage}
                    scale={drawnScale}
                    place={places[index] ?? placeOf(index)}
                    now={now}
                  />
                </g>
              ))}
            </g>
          </LaneFrame>
          <NowMark scale={scale} width={width} height={height} now={now} />
          <SelectionBand scale={scale} width={width} height={height} />
          <TimelinePlayhead scale={scale} width={width} height={height} />
        </TimelineAxis>
      </TimelineSlider>
      <SelectionHandles scale={scale} width={width} edges={edges} />
    </div>
  );
}
