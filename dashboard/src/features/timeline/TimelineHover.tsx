import type { ReactNode } from 'react';
import { currentLanguage } from '../../i18n/language.ts';
import { t } from '../../i18n/t.ts';
import { gapReason } from '../../playback/gap-reason.ts';
import { formatDay, formatTime } from '../../time/format.ts';
import { clockChanges, currentZone, isAmbiguous, offsetName } from '../../time/zone.ts';
import { cx } from '../../ui/cx.ts';
import { gapReasonAt, instantAt, type Stretches, stretchAt, type TimeScale } from './geometry.ts';
import styles from './Timeline.module.css';

type TimelineHoverProps = {
  readonly x: number;
  readonly width: number;
  readonly scale: TimeScale;
  readonly footage: Stretches;
  /** Whose footage it is, where the axis has that of several. */
  readonly camera?: string | undefined;
  readonly now: number;
  readonly thumbnail: ((at: number, msPerPx: number) => ReactNode) | undefined;
};

/** Half of the longest tooltip, px: it is kept inside the axis at both ends. */
const HALF_TIP = 142;

/** So near to a change of clocks, in px, the tooltip tells of it; where a day is wider than some px. */
const NEAR_PX = 6;
const MOST_MS_PER_PX = 600_000;

/** The time under the pointer, what there is, and a picture of it. */
export function TimelineHover({ x, width, scale, footage, camera, now, thumbnail }: TimelineHoverProps) {
  const zone = currentZone();
  const at = instantAt(scale, x);
  const stretch = stretchAt(footage, at, now);
  const reason = gapReasonAt(footage, at);
  const [from, to] = scale.domain().map(Number);
  const msPerPx = ((to ?? 0) - (from ?? 0)) / Math.max(width, 1);
  const reach = NEAR_PX * msPerPx;
  const [change] = msPerPx < MOST_MS_PER_PX ? clockChanges({ from: at - reach, to: at + reach }, zone) : [];
  return (
    <>
      <span className={styles.hairline} style={{ left: x }} aria-hidden="true" />
      <div
        dir={currentLanguage().direction}
        className={styles.tip}
        style={{ left: Math.min(Math.max(x, HALF_TIP), width - HALF_TIP) }}
        data-testid="timeline-tooltip"
      >
        {camera !== undefined && <bdi className={styles.tipCamera}>{camera}</bdi>}
        {stretch === 'recorded' && thumbnail?.(at, msPerPx)}
        <time dir="auto" dateTime={new Date(at).toISOString()}>
          {formatDay(at, zone)} <strong>{formatTime(at, zone)}</strong>
          {!isAmbiguous(at, zone) && ` ${offsetName(at, zone)}`}
        </time>
        {change !== undefined && (
          <span className={styles.tipWhat}>
            {t('timeline.clockChange', {
              before: offsetName(change - 1, zone),
              after: offsetName(change, zone),
            })}
          </span>
        )}
        <span className={cx(styles.tipWhat, styles[`what_${stretch}`])}>
          {t(`timeline.${stretch}`)}
          {reason !== undefined && ` · ${gapReason(reason)}`}
        </span>
      </div>
    </>
  );
}
