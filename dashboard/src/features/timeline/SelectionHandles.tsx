import type { KeyboardEvent, PointerEvent } from 'react';
import { t } from '../../i18n/t.ts';
import { formatDateTimeInZone } from '../../time/format.ts';
import { CALENDAR } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import { aimedAt } from './aim.ts';
import type { Edges, TimeScale } from './geometry.ts';
import styles from './Timeline.module.css';
import { select, useTimeline } from './timeline.store.ts';
import { useEdgePan } from './use-edge-pan.ts';

const STEP_MS = 1_000;
const BIG_STEP_MS = 10_000;
/** In px; a handle that sticks to an edge just beyond the axis stays in hand. */
const HALF_HANDLE = 12;

type HandlesProps = {
  readonly scale: TimeScale;
  readonly width: number;
  /** To whose edges the ends stick. */
  readonly edges: Edges;
};

/** The ends of the marked stretch, to drag or to move with the arrow keys: by a second, with Shift by ten. */
export function SelectionHandles(props: HandlesProps) {
  const selection = useTimeline((state) => state.selection);
  if (!selection) return null;
  return (['from', 'to'] as const).map((edge) => (
    <Handle key={edge} edge={edge} at={selection[edge]} {...props} />
  ));
}

type HandleProps = HandlesProps & { readonly edge: 'from' | 'to'; readonly at: number };

function Handle({ edge, at, scale, width, edges }: HandleProps) {
  const edgePan = useEdgePan();
  const x = scale(at);
  if (x < -HALF_HANDLE || x > width + HALF_HANDLE) return null;

  const drag = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const left = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0;
    const [x, exactly] = [event.clientX - left, event.altKey];
    const again = () => select(edge, aimedAt({ x, width, edges, exactly }));
    edgePan.drag({ x, width, again });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const step = event.shiftKey ? BIG_STEP_MS : STEP_MS;
    select(edge, at + (event.key === 'ArrowRight' ? step : -step));
  };

  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.handle}
      style={{ left: x }}
      aria-label={t(edge === 'from' ? 'timeline.selection.from' : 'timeline.selection.to')}
      aria-valuemin={CALENDAR.from}
      aria-valuemax={CALENDAR.to}
      aria-valuenow={at}
      aria-valuetext={formatDateTimeInZone(at, currentZone())}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onPointerUp={edgePan.stop}
      onPointerCancel={edgePan.stop}
      onKeyDown={onKeyDown}
    />
  );
}
