import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { formatNumber } from '../i18n/format-number.ts';
import { currentLanguage } from '../i18n/language.ts';
import { t } from '../i18n/t.ts';
import { firstWeekday } from '../i18n/week.ts';
import { addDays, addMonths, daysInto, weeksAround } from '../time/calendar.ts';
import styles from './Calendar.module.css';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';

type CalendarProps = {
  /** Dates such as `2026-03-01`; the chosen one may be none. */
  readonly chosen: string | undefined;
  readonly today: string;
  /** Nothing before or after these can be chosen. */
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  /** Gets the day that has the focus first. */
  readonly dayRef: RefObject<HTMLButtonElement | null>;
  readonly onChoose: (date: string) => void;
};

const named = (date: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(currentLanguage().locale, { timeZone: 'UTC', ...options })
    .format(new Date(`${date}T00:00:00Z`))
    .replace(',', '');

const inFull = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;

/** Which day a key leads to; undefined for one that leads nowhere. Days run as the page does. */
function ledTo(key: string, day: string, first: number): string | undefined {
  const next = currentLanguage().direction === 'rtl' ? -1 : 1;
  switch (key) {
    case 'ArrowRight':
      return addDays(day, next);
    case 'ArrowLeft':
      return addDays(day, -next);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'Home':
      return addDays(day, -daysInto(day, first));
    case 'End':
      return addDays(day, 6 - daysInto(day, first));
    case 'PageDown':
      return addMonths(day, 1);
    case 'PageUp':
      return addMonths(day, -1);
    default:
      return undefined;
  }
}

/** A month of days to choose one from. The week begins as in the reader's region; arrows lead from day to day. */
export function Calendar({ chosen, today, min, max, dayRef, onChoose }: CalendarProps) {
  const [at, setAt] = useState(chosen ?? today);
  const focusWanted = useRef(false);
  useEffect(() => {
    if (focusWanted.current) dayRef.current?.focus();
    focusWanted.current = false;
  });
  const first = firstWeekday();
  const weeks = weeksAround(at, first);
  const month = named(at, { month: 'long', year: 'numeric' });
  const short = currentLanguage().code === 'ar' ? 'narrow' : 'short'; // short Arabic names are the whole ones
  const free = (day: string) => (min === undefined || day >= min) && (max === undefined || day <= max);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = ledTo(event.key, at, first);
    if (to === undefined) return;
    event.preventDefault();
    focusWanted.current = true;
    setAt(to);
  };

  return (
    <div className={styles.calendar}>
      <div className={styles.head}>
        <IconButton label={t('calendar.previous')} onClick={() => setAt(addMonths(at, -1))}>
          <ChevronLeft className={styles.turn} aria-hidden="true" />
        </IconButton>
        <span className={styles.month} aria-live="polite">
          {month}
        </span>
        <IconButton label={t('calendar.next')} onClick={() => setAt(addMonths(at, 1))}>
          <ChevronRight className={styles.turn} aria-hidden="true" />
        </IconButton>
      </div>
      <table className={styles.days} aria-label={month}>
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col">
                <abbr title={named(day, { weekday: 'long' })}>{named(day, { weekday: short })}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  <button
                    type="button"
                    ref={day === at ? dayRef : undefined}
                    className={cx(styles.day, day.slice(0, 7) !== at.slice(0, 7) && styles.other)}
                    tabIndex={day === at ? 0 : -1}
                    aria-label={named(day, inFull)}
                    aria-pressed={day === chosen}
                    aria-current={day === today ? 'date' : undefined}
                    aria-disabled={!free(day) || undefined}
                    onClick={() => free(day) && onChoose(day)}
                    onKeyDown={onKeyDown}
                  >
                    {formatNumber(Number(day.slice(8)))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
