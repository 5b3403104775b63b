import { t } from '../../i18n/t.ts';
import { formatDay, formatTime } from '../../time/format.ts';
import { currentZone, offsetName } from '../../time/zone.ts';
import { cx } from '../../ui/cx.ts';
import { instantAt, type Stretches, stretchAt, type TimeScale } from './geometry.ts';
import styles from './Timeline.module.css';

type TimelineHoverProps = {
  readonly x: number;
  readonly width: number;
  readonly scale: TimeScale;
  readonly footage: Stretches;
  readonly now: number;
};

/** Half of the longest tooltip, px: it is kept inside the axis at both ends. */
const HALF_TIP = 142;

/** The time under the pointer, and what there is. */
export function TimelineHover({ x, width, scale, footage, now }: TimelineHoverProps) {
  const zone = currentZone();
  const at = instantAt(scale, x);
  const stretch = stretchAt(footage, at, now);
  return (
    <>
      <span className={styles.hairline} style={{ left: x }} aria-hidden="true" />
      <div
        className={styles.tip}
        style={{ left: Math.min(Math.max(x, HALF_TIP), width - HALF_TIP) }}
        data-testid="timeline-tooltip"
      >
        <time dateTime={new Date(at).toISOString()}>
          {formatDay(at, zone)} <strong>{formatTime(at, zone)}</strong> {offsetName(at, zone)}
        </time>
        <span className={cx(styles.tipWhat, styles[`what_${stretch}`])}>{t(`timeline.${stretch}`)}</span>
      </div>
    </>
  );
}
