import { CalendarDays } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId, useRef, useState } from 'react';
import { t } from '../i18n/t.ts';
import { serverNow } from '../time/server-clock.ts';
import { toWallTime } from '../time/zone.ts';
import { currentZone } from '../time/zone-choice.ts';
import { Calendar } from './Calendar.tsx';
import { cx } from './cx.ts';
import styles from './DateTimeField.module.css';
import field from './Field.module.css';
import { Popover } from './Popover.tsx';

/** How exact the field is: its value is `2026-03-01`, `2026-03-01T15:00` or `2026-03-01T15:00:30`. */
type Exactness = 'day' | 'minute' | 'second';

/** `midnight` is what stands after a day that is chosen where no time was there yet. */
const kinds = {
  day: { form: /^\d{4}-\d\d-\d\d$/, example: '2026-03-01', midnight: '' },
  minute: { form: /^\d{4}-\d\d-\d\dT\d\d:\d\d$/, example: '2026-03-01 15:00', midnight: 'T00:00' },
  second: {
    form: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
    example: '2026-03-01 15:00:30',
    midnight: 'T00:00:00',
  },
} as const;

/** Of what is written so: `2026-03-01`. */
const DATE_LENGTH = 10;

type DateTimeFieldProps = Pick<ComponentProps<'input'>, 'ref' | 'className'> & {
  readonly label: ReactNode;
  readonly exactness: Exactness;
  /** By the clocks of whoever asks, not of the browser; empty for none. */
  readonly value: string;
  readonly invalid?: boolean;
  /** The first and the last day that the calendar offers. */
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  /** Draws the label in front instead of above. */
  readonly inline?: boolean;
  /** Gets only what is a date, or nothing. */
  readonly onChange: (value: string) => void;
};

/**
 * A date, typed in one way in every language and browser: year first, 24 hours. A browser's own field would follow the
 * language of the browser, and so would its calendar: ours is behind the button.
 */
export function DateTimeField(props: DateTimeFieldProps) {
  const {
    label,
    exactness,
    value,
    invalid = false,
    inline = false,
    onChange,
    ref,
    className,
    min,
    max,
  } = props;
  const { example, midnight } = kinds[exactness];
  const id = useId();
  const [picking, setPicking] = useState(false);
  const day = useRef<HTMLButtonElement>(null);
  const [typed, setTyped] = useState<{ readonly text: string; readonly of: string }>();
  const text = typed?.of === value ? typed.text : value.replace('T', ' ');
  const wrong = text !== '' && read(text, exactness) === undefined;

  const type = (next: string) => {
    const meant = read(next, exactness);
    setTyped({ text: next, of: meant ?? value });
    if (meant !== undefined && meant !== value) onChange(meant);
  };

  return (
    <div className={cx(field.field, inline && field.inline, className)}>
      <label className={field.label} htmlFor={id}>
        {label}
      </label>
      <span className={styles.box} dir="ltr">
        <input
          ref={ref}
          id={id}
          className={cx(field.input, styles.input)}
          size={example.length}
          placeholder={example}
          autoComplete="off"
          spellCheck={false}
          value={text}
          aria-invalid={wrong || invalid || undefined}
          onChange={({ target }) => type(target.value)}
          onBlur={() => wrong && setTyped(undefined)}
        />
        <Popover
          title={t('calendar.title')}
          open={picking}
          onOpenChange={setPicking}
          initialFocus={day}
          trigger={
            <button type="button" className={styles.button} aria-label={t('action.calendar')}>
              <CalendarDays aria-hidden="true" />
            </button>
          }
        >
          <Calendar
            chosen={value.slice(0, DATE_LENGTH) || undefined}
            today={toWallTime(serverNow(), currentZone()).slice(0, DATE_LENGTH)}
            min={min?.slice(0, DATE_LENGTH)}
            max={max?.slice(0, DATE_LENGTH)}
            dayRef={day}
            onChoose={(date) => {
              setPicking(false);
              type(`${date}${value.slice(DATE_LENGTH) || midnight}`);
            }}
          />
        </Popover>
      </span>
    </div>
  );
}

const ARABIC_INDIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;

/** What was typed as a value, `''` for nothing; undefined while it is no date. */
function read(text: string, exactness: Exactness): string | undefined {
  const plain = text
    .trim()
    .replace(ARABIC_INDIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\s+/, 'T');
  if (plain === '') return '';
  // Whoever types no seconds means that there are none.
  const whole = exactness === 'second' && kinds.minute.form.test(plain) ? `${plain}:00` : plain;
  return kinds[exactness].form.test(whole) && exists(whole) ? whole : undefined;
}

/** Whether the calendar has that day, and the clock that time. */
function exists(value: string): boolean {
  const at = new Date(`${value.length > 10 ? value : `${value}T00:00`}Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}
