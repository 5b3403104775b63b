import { memo, type PointerEvent, useMemo, useRef } from 'react';
import { t } from '../../i18n/t.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { lengthOf, type Span } from '../../time/span.ts';
import { useElementSize } from '../../ui/use-element-size.ts';
import { barsOf, barsPath, type Stretches, type TimeScale, timeScale } from './geometry.ts';
import styles from './Timeline.module.css';
import { centreOn, useTimeline } from './timeline.store.ts';

const HEIGHT = 18;

type MinimapProps = { readonly footage: Stretches | undefined };

/** The whole range at a glance, and which part of it the timeline shows; a press or drag moves that part. */
export function Minimap({ footage }: MinimapProps) {
  const ref = useRef<HTMLDivElement>(null);
  const width = useElementSize(ref, 'width', 1000);
  const range = useTimeline((state) => state.range);
  const scale = useMemo(() => timeScale(range, width), [range, width]);

  const centre = (event: PointerEvent<HTMLElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    centreOn(scale.invert(x).getTime());
  };
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      centre(event);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) centre(event);
    },
  };

  return (
    <div ref={ref} dir="ltr" className={styles.minimap} title={t('timeline.overview')} {...handlers}>
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        <rect className={styles.lane} width={width} height={HEIGHT} rx={3} />
        {footage && <Recorded footage={footage} scale={scale} />}
        <MinimapPlayhead scale={scale} />
        <Frame range={range} scale={scale} width={width} />
      </svg>
    </div>
  );
}

type RecordedProps = { readonly footage: Stretches; readonly scale: TimeScale };

const Recorded = memo(({ footage, scale }: RecordedProps) => {
  const recorded = footage.density?.filter(({ share }) => share > 0) ?? footage.sequences;
  return <path className={styles.sequence} d={barsPath(barsOf(recorded, scale), 4, HEIGHT - 8)} />;
});
Recorded.displayName = 'Recorded';

function MinimapPlayhead({ scale }: { readonly scale: TimeScale }) {
  const x = usePlayhead(({ at }) => (at === undefined ? undefined : Math.round(scale(at))));
  return x === undefined ? null : <path className={styles.playhead} d={`M${x} 0v${HEIGHT}`} />;
}

type FrameProps = {
  readonly range: Span;
  readonly scale: TimeScale;
  readonly width: number;
};

/** However far in one zooms, the part that is shown stays this wide, in px. */
const NARROWEST_FRAME = 6;

function Frame({ range, scale, width }: FrameProps) {
  const view = useTimeline((state) => state.view);
  if (lengthOf(view) >= lengthOf(range)) return null;
  const from = Math.min(Math.max(scale(view.from), 0), width - NARROWEST_FRAME);
  const to = Math.min(Math.max(scale(view.to), from + NARROWEST_FRAME), width);
  return (
    <rect
      className={styles.frame}
      x={from + 1}
      y={1}
      width={to - from - 2}
      height={HEIGHT - 2}
      rx={2}
      data-testid="minimap-frame"
    />
  );
}
