import { t } from '../../i18n/t.ts';
import { formatDay, formatTime } from '../../time/format.ts';
import type { Span } from '../../time/span.ts';
import { currentZone, offsetName } from '../../time/zone.ts';
import { cx } from '../../ui/cx.ts';
import { instantAt, stretchAt, type TimeScale } from './geometry.ts';
import styles from './Timeline.module.css';

type TimelineHoverProps = {
  readonly x: number;
  readonly width: number;
  readonly scale: TimeScale;
  readonly sequences: readonly Span[];
  readonly now: number;
};

const HALF_TIP = 96;

/** The time under the pointer, and what there is. */
export function TimelineHover({ x, width, scale, sequences, now }: TimelineHoverProps) {
  const zone = currentZone();
  const at = instantAt(scale, x);
  const stretch = stretchAt(sequences, at, now);
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
