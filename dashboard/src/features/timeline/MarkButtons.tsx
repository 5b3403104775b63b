import { Bookmark } from 'lucide-react';
import { memo } from 'react';
import { currentLanguage } from '../../i18n/language.ts';
import { t } from '../../i18n/t.ts';
import { formatDateTime, formatTime } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { cx } from '../../ui/cx.ts';
import type { TimeScale } from './geometry.ts';
import styles from './Marks.module.css';
import type { Mark } from './marks.ts';
import { reveal } from './timeline.store.ts';

type MarkButtonsProps = {
  readonly marks: readonly Mark[];
  readonly scale: TimeScale;
  /** The one that the Tab key stops at. */
  readonly current: string | undefined;
  readonly onGo: (mark: Mark) => void;
  /** Which one a pointer or the focus is on. */
  readonly onTell: (key: string | undefined) => void;
};

/** Drawn anew when other marks are drawn, or closer; while panning they are only moved. */
export const MarkButtons = memo(({ marks, scale, current, onGo, onTell }: MarkButtonsProps) =>
  marks.map((mark) => (
    <button
      key={mark.key}
      type="button"
      className={cx(styles.mark, mark.count > 1 && styles.several)}
      style={{ left: scale(mark.from) }}
      tabIndex={mark.key === current ? 0 : -1}
      aria-label={labelOf(mark)}
      data-key={mark.key}
      data-testid="timeline-mark"
      onClick={() => onGo(mark)}
      onPointerEnter={() => onTell(mark.key)}
      onPointerLeave={() => onTell(undefined)}
      onFocus={() => {
        reveal(mark.from);
        onTell(mark.key);
      }}
      onBlur={() => onTell(undefined)}
    >
      {mark.count === 1 ? <Bookmark fill="currentColor" aria-hidden="true" /> : counted(mark.count)}
    </button>
  )),
);
MarkButtons.displayName = 'MarkButtons';

const MOST_COUNTED = 99;

/** How many, in as few digits as a mark has room for. */
function counted(count: number): string {
  const digits = new Intl.NumberFormat(currentLanguage().locale).format(Math.min(count, MOST_COUNTED));
  return count > MOST_COUNTED ? `${digits}+` : digits;
}

function labelOf({ from, to, count, words }: Mark): string {
  const zone = currentZone();
  const time = formatDateTime(from, zone);
  if (words) return t('timeline.mark', { ...words, time });
  const several = t('timeline.marks.several', { count });
  return t('timeline.marks.between', { several, from: time, to: formatTime(to, zone) });
}
