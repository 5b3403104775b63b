import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { currentLanguage } from '../../i18n/language.ts';
import { t } from '../../i18n/t.ts';
import { formatDateTime, formatTime } from '../../time/format.ts';
import { lengthOf, type Span } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import { barsOf, barsPath, type TimeScale } from './geometry.ts';
import { MarkButtons } from './MarkButtons.tsx';
import styles from './Marks.module.css';
import { gathered, type Mark, stretchesOf } from './marks.ts';
import { zoomInto } from './timeline.store.ts';
import { useRovingMarks } from './use-roving-marks.ts';

/** Marks that begin closer together than this, in px, are drawn as one: no finger could tell them apart. */
const CLOSEST_PX = 26;

type MarkLaneProps = {
  /** Ascending. */
  readonly marks: readonly Mark[];
  readonly width: number;
  readonly scale: TimeScale;
  /** What is drawn, which then is only moved, and its scale. */
  readonly drawn: Span;
  readonly drawnScale: TimeScale;
  readonly onPoint: (at: number) => void;
};

/** What people marked, below the footage: one stop of the Tab key, and arrows from mark to mark. */
export function MarkLane({ marks, width, scale, drawn, drawnScale, onPoint }: MarkLaneProps) {
  const [told, tell] = useState<string>();
  const closestMs = Math.round((CLOSEST_PX * lengthOf(drawn)) / Math.max(Number(drawnScale.range()[1]), 1));
  const groups = useMemo(() => gathered(marks, closestMs), [marks, closestMs]);
  const shown = useMemo(
    () => groups.filter(({ from }) => from >= drawn.from - closestMs && from < drawn.to + closestMs),
    [groups, drawn, closestMs],
  );
  const { current, lane, stand, onKeyDown } = useRovingMarks(groups, shown);
  const toldMark = shown.find(({ key }) => key === told);

  const point = useRef(onPoint);
  useEffect(() => {
    point.current = onPoint;
  });
  const go = useCallback(
    (mark: Mark) => {
      stand(mark.key);
      if (mark.count === 1 || !zoomInto(mark)) point.current(mark.from);
    },
    [stand],
  );

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div
      ref={lane}
      role="group"
      dir="ltr"
      className={styles.lane}
      aria-label={t('timeline.marks')}
      data-testid="timeline-marks"
      onKeyDown={(event) => (event.key === 'Escape' ? tell(undefined) : onKeyDown(event))}
    >
      <div className={styles.clip}>
        <div style={{ transform: `translateX(${scale(drawn.from)}px)` }}>
          <MarkButtons marks={shown} scale={drawnScale} current={current} onGo={go} onTell={tell} />
        </div>
      </div>
      {toldMark && <Tip mark={toldMark} x={scale(toldMark.from)} width={width} />}
    </div>
  );
}

/** Half of the widest tip, px: it is kept inside the axis at both ends. */
const HALF_TIP = 120;

/** What a mark says; its button says the same to assistive technology. */
function Tip({ mark, x, width }: { readonly mark: Mark; readonly x: number; readonly width: number }) {
  const zone = currentZone();
  const time = formatDateTime(mark.from, zone);
  return (
    <div
      dir={currentLanguage().direction}
      className={styles.tip}
      style={{ left: Math.min(Math.max(x, HALF_TIP), Math.max(width - HALF_TIP, HALF_TIP)) }}
      aria-hidden="true"
      data-testid="timeline-mark-tip"
    >
      <bdi className={styles.title}>
        {mark.words?.title ?? t('timeline.marks.several', { count: mark.count })}
      </bdi>
      <span className={styles.text}>
        {mark.to > mark.from ? `${time} – ${formatTime(mark.to, zone)}` : time}
        {mark.words && (
          <>
            {' · '}
            <bdi>{mark.words.by}</bdi>
          </>
        )}
      </span>
    </div>
  );
}

type MarkedStretchesProps = { readonly marks: readonly Mark[]; readonly scale: TimeScale };

/** Marks that last: a line under their stretch. */
export const MarkedStretches = memo(({ marks, scale }: MarkedStretchesProps) => {
  const stretches = useMemo(() => stretchesOf(marks), [marks]);
  return (
    <path className={styles.stretch} d={barsPath(barsOf(stretches, scale), STRETCH.y, STRETCH.height)} />
  );
});
MarkedStretches.displayName = 'MarkedStretches';

const STRETCH = { y: 75, height: 3 } as const;
