import { type FocusEvent, type FormEvent, useState } from 'react';
import { t } from '../i18n/t.ts';
import { lengthOf, type Span } from '../time/span.ts';
import { currentZone, fromWallTime, toWallTime } from '../time/zone.ts';
import { DateTimeField } from './DateTimeField.tsx';
import styles from './SpanFields.module.css';

type SpanFieldsProps = {
  readonly label: string;
  readonly span: Span;
  readonly exactness: 'minute' | 'second';
  /** In ms. */
  readonly longest: number;
  /** Said of what is no stretch, or too long. */
  readonly refusal: string;
  readonly onChange: (span: Span) => void;
};

type Draft = { readonly span: Span; readonly from?: string; readonly to?: string };

/** How much of a wall-clock time a field shows: `2026-03-01T15:00`, or with its seconds. */
const shown = { minute: 16, second: 19 } as const;

/**
 * A stretch of time, typed. It takes effect when both fields are left or Enter is pressed: what is typed in one stays
 * while the other is. An end that was not touched stays where it is, to the millisecond.
 */
export function SpanFields({ label, span, exactness, longest, refusal, onChange }: SpanFieldsProps) {
  const zone = currentZone();
  const [typed, setTyped] = useState<Draft>({ span });
  const draft: Draft = typed.span === span ? typed : { span };
  const textOf = (at: number) => toWallTime(at, zone).slice(0, shown[exactness]);
  const end = (edge: 'from' | 'to') => {
    const own = textOf(span[edge]);
    const text = draft[edge] ?? own;
    return { text, at: text === own ? span[edge] : fromWallTime(text, zone) };
  };
  const [from, to] = [end('from'), end('to')];
  const next = from.at === undefined || to.at === undefined ? undefined : { from: from.at, to: to.at };
  const valid = next !== undefined && next.from < next.to && lengthOf(next) <= longest;

  const take = () => {
    if (valid && (next.from !== span.from || next.to !== span.to)) onChange(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    take();
  };
  const leave = (event: FocusEvent<HTMLFormElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) take();
  };

  return (
    <form className={styles.fields} aria-label={label} onSubmit={submit} onBlur={leave} noValidate>
      <DateTimeField
        label={t('recordings.from')}
        inline
        exactness={exactness}
        value={from.text}
        invalid={!valid}
        onChange={(text) => setTyped({ ...draft, from: text })}
      />
      <DateTimeField
        label={t('recordings.to')}
        inline
        exactness={exactness}
        value={to.text}
        invalid={!valid}
        onChange={(text) => setTyped({ ...draft, to: text })}
      />
      {!valid && (
        <p className={styles.refusal} role="alert">
          {refusal}
        </p>
      )}
      <button type="submit" hidden tabIndex={-1} />
    </form>
  );
}
