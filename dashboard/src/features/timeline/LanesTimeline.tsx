import { useMemo, useRef } from 'react';
import { useNow } from '../../time/use-now.ts';
import { useElementSize } from '../../ui/use-element-size.ts';
import { barsOf, barsPath, type Stretches, type TimeScale, timeScale } from './geometry.ts';
import lanesStyles from './LanesTimeline.module.css';
import styles from './Timeline.module.css';
import { TimelineAxis } from './TimelineAxis.tsx';
import { TimelinePlayhead } from './TimelinePlayhead.tsx';
import { TimelineRuler } from './TimelineRuler.tsx';
import { TimelineSlider } from './TimelineSlider.tsx';
import { useTimeline } from './timeline.store.ts';
import type { TimelineCommand } from './timeline-keys.ts';
import { useTimelineGestures } from './use-timeline-gestures.ts';

/** A camera's lane; without footage while that is not known. */
type Lane = { readonly id: string; readonly name: string; readonly footage: Stretches | undefined };

type LanesTimelineProps = {
  readonly lanes: readonly Lane[];
  /** What is drawn belongs to another window; the right one is on its way. */
  readonly stale: boolean;
  readonly onSeek: (at: number) => void;
  readonly onCommand: (command: TimelineCommand) => void;
};

const TOP = 26;
const LANE = 16;
const PITCH = 19;
const BOTTOM = 20;

const nothing: readonly never[] = [];
const warmNothing = () => undefined;

/** The footage of several cameras on one time axis, a lane each. */
export function LanesTimeline({ lanes, stale, onSeek, onCommand }: LanesTimelineProps) {
  const ref = useRef<HTMLDivElement>(null);
  const width = useElementSize(ref, 'width', 1000);
  const view = useTimeline((state) => state.view);
  const now = useNow(1000);
  const scale = useMemo(() => timeScale(view, width), [view, width]);
  const gestures = useTimelineGestures(ref, scale, {
    onSeek,
    onPress: warmNothing,
    sequences: nothing,
  });
  const all = useMemo(
    () => ({
      sequences: lanes.flatMap(({ footage }) => footage?.sequences ?? nothing),
      gaps: lanes.flatMap(({ footage }) => footage?.gaps ?? nothing),
    }),
    [lanes],
  );
  const height = TOP + lanes.length * PITCH + BOTTOM;
  return (
    <TimelineSlider view={view} footage={all} now={now} onCommand={onCommand}>
      <TimelineAxis
        ref={ref}
        view={view}
        width={width}
        height={height}
        stale={stale}
        gestures={gestures}
        over={lanes.map(({ id, name }, index) => (
          <bdi key={id} className={lanesStyles.name} style={{ top: TOP + index * PITCH, height: LANE }}>
            {name}
          </bdi>
        ))}
      >
        <TimelineRuler view={view} scale={scale} height={height - BOTTOM} />
        {lanes.map(({ id, footage }, index) => (
          <LaneBars key={id} footage={footage} scale={scale} width={width} y={TOP + index * PITCH} />
        ))}
        <TimelinePlayhead scale={scale} width={width} height={height} />
      </TimelineAxis>
    </TimelineSlider>
  );
}

type LaneBarsProps = {
  readonly footage: Stretches | undefined;
  readonly scale: TimeScale;
  readonly width: number;
  readonly y: number;
};

const LaneBars = ({ footage, scale, width, y }: LaneBarsProps) => (
  <g data-testid="timeline-lane">
    <rect className={styles.lane} x={0} y={y} width={width} height={LANE} rx={3} />
    {footage && (
      <>
        <path className={styles.denseGap} d={barsPath(barsOf(footage.gaps, scale), y + LANE / 2 - 1, 2)} />
        <path className={styles.sequence} d={barsPath(barsOf(footage.sequences, scale), y, LANE)} />
        <path className={styles.sequenceEdge} d={barsPath(barsOf(footage.sequences, scale), y, 2)} />
      </>
    )}
  </g>
);
