import { t } from '../../i18n/t.ts';
import { cx } from '../../ui/cx.ts';
import styles from './Timeline.module.css';

type TimelineLegendProps = {
  /** Whether what people did is drawn: recordings that they started by hand, and their bookmarks. */
  readonly manual: boolean;
};

/** What the colours of a timeline mean. */
export const TimelineLegend = ({ manual }: TimelineLegendProps) => (
  <ul className={styles.legend}>
    <li>
      <span className={cx(styles.swatch, styles.recordedSwatch)} aria-hidden="true" />
      {t('timeline.legend.recorded')}
    </li>
    <li>
      <span className={cx(styles.swatch, styles.gapSwatch)} aria-hidden="true" />
      {t('timeline.legend.gap')}
    </li>
    {manual && (
      <>
        <li>
          <span className={cx(styles.swatch, styles.manualSwatch)} aria-hidden="true" />
          {t('timeline.legend.manual')}
        </li>
        <li>
          <span className={cx(styles.swatch, styles.bookmarkSwatch)} aria-hidden="true" />
          {t('timeline.legend.bookmark')}
        </li>
      </>
    )}
    <li>
      <span className={cx(styles.swatch, styles.nowSwatch)} aria-hidden="true" />
      {t('timeline.now')}
    </li>
  </ul>
);
