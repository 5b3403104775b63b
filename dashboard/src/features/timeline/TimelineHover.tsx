import type { ReactNode } from 'react';
import { t } from '../../i18n/t.ts';
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
  readonly now: number;
  readonly thumbnail: ((at: number, msPerPx: number) => ReactNode) | undefined;
};

/** Half of the longest tooltip, px: it is kept inside the axis at both ends. */
const HALF_TIP = 142;

/** So near to a change of clocks, in px, the tooltip tells of it; where a day is wider than some px. */
const NEAR_PX = 6;
const MOST_MS_PER_PX = 600_000;

const reasons = new Set([
  'scheduled_maintenance',
  'recording_server_offline',
  'camera_connection_lost',
  'camera_disabled',
  'retention_expired',
] as const);

/** A reason that we know in the reader's words, any other in the VMS's. */
function gapReason(reason: string): string {
  const known = [...reasons].find((one) => one === reason);
  return known ? t(`timeline.reason.${known}`) : reason;
}

/** The time under the pointer, what there is, and a picture of it. */
export function TimelineHover({ x, width, scale, footage, now, thumbnail }: TimelineHoverProps) {
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
        className={styles.tip}
        style={{ left: Math.min(Math.max(x, HALF_TIP), width - HALF_TIP) }}
        data-testid="timeline-tooltip"
      >
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
