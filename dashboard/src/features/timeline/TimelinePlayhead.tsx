import { usePlayhead } from '../../playback/playhead.store.ts';
import { formatTime } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import type { TimeScale } from './geometry.ts';
import styles from './Timeline.module.css';

type TimelinePlayheadProps = { readonly scale: TimeScale; readonly width: number; readonly height: number };

/** Half of the playhead's time tag, px: it is kept inside the axis at both ends. */
const HALF_TAG = 31;

/** The line at the wall-clock time of the picture, and a fainter one where the next picture is being fetched. */
export const TimelinePlayhead = (props: TimelinePlayheadProps) => (
  <>
    <GoingTo {...props} />
    <Playhead {...props} />
  </>
);

function GoingTo({ scale, width, height }: TimelinePlayheadProps) {
  const goingTo = usePlayhead((state) => state.goingTo);
  if (goingTo === undefined) return null;
  const x = scale(goingTo);
  if (x < 0 || x > width) return null;
  return (
    <line className={styles.goingTo} x1={x} x2={x} y1={22} y2={height - 16} data-testid="timeline-going-to" />
  );
}

/** It alone is drawn anew with every picture. */
function Playhead({ scale, width, height }: TimelinePlayheadProps) {
  const at = usePlayhead((state) => state.at);
  if (at === undefined) return null;
  const x = scale(at);
  if (x < 0 || x > width) return null;
  const tagX = Math.min(Math.max(x, HALF_TAG), width - HALF_TAG);
  return (
    <g data-testid="timeline-playhead">
      <line className={styles.playhead} x1={x} x2={x} y1={22} y2={height - 16} />
      <rect
        className={styles.tag}
        x={tagX - HALF_TAG}
        y={height - 18}
        width={HALF_TAG * 2}
        height={18}
        rx={4}
      />
      <text className={styles.tagText} x={tagX} y={height - 5}>
        {formatTime(at, currentZone())}
      </text>
    </g>
  );
}
