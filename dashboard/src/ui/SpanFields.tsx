import { type FocusEvent, type FormEvent, Fragment, useState } from 'react';
import { t } from '../i18n/t.ts';
import { lengthOf, type Span } from '../time/span.ts';
import { currentZone, instantsAt, offsetName, toWallTime } from '../time/zone.ts';
import { DateTimeField } from './DateTimeField.tsx';
import { Segmented } from './Segmented.tsx';
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

/** What was typed of an end, and which of the instants at which clocks show that is meant. */
type Typed = { readonly text: string; readonly pass?: number };
type Draft = { readonly span: Span; readonly from?: Typed; readonly to?: Typed };
type Edge = 'from' | 'to';

/** How much of a wall-clock time a field shows: `2026-03-01T15:00`, or with its seconds. */
const shown = { minute: 16, second: 19 } as const;

/**
 * A stretch of time, typed. It takes effect when both fields are left or Enter is pressed: what is typed in one stays
 * while the other is. An end that was not touched stays where it is, to the millisecond. Of a time that comes twice it
 * asks which one is meant; one that clocks skip it does not take.
 */
export function SpanFields({ label, span, exactness, longest, refusal, onChange }: SpanFieldsProps) {
  const zone = currentZone();
  const [typed, setTyped] = useState<Draft>({ span });
  const draft: Draft = typed.span === span ? typed : { span };
  const textOf = (at: number) => toWallTime(at, zone).slice(0, shown[exactness]);
  const end = (edge: Edge) => {
    const own = textOf(span[edge]);
    const text = draft[edge]?.text ?? own;
    const instants = instantsAt(text, zone);
    const ownPass = text === own ? instants.findLastIndex((at) => at <= span[edge]) : 0;
    const pass = draft[edge]?.pass ?? Math.max(ownPass, 0);
    const at = text === own && pass === Math.max(ownPass, 0) ? span[edge] : instants[pass];
    return { text, instants, pass, at };
  };
  const ends = { from: end('from'), to: end('to') };
  const [from, to] = [ends.from.at, ends.to.at];
  const next = from === undefined || to === undefined ? undefined : { from, to };
  const valid = next !== undefined && next.from < next.to && lengthOf(next) <= longest;
  const skipped = Object.values(ends).some(({ text, at }) => text !== '' && at === undefined);

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
      {(['from', 'to'] as const).map((edge) => (
        <Fragment key={edge}>
          <DateTimeField
            label={t(`recordings.${edge}`)}
            inline
            exactness={exactness}
            value={ends[edge].text}
            invalid={!valid}
            onChange={(text) => setTyped({ ...draft, [edge]: { text } })}
          />
          {ends[edge].instants.length > 1 && (
            <Segmented
              label={t(`time.twice.${edge}`)}
              options={ends[edge].instants.map((at, pass) => ({
                value: String(pass),
                text: offsetName(at, zone),
              }))}
              value={String(ends[edge].pass)}
              onChange={(pass) =>
                setTyped({ ...draft, [edge]: { text: ends[edge].text, pass: Number(pass) } })
              }
            />
          )}
        </Fragment>
      ))}
      {!valid && (
        <p className={styles.refusal} role="alert">
          {skipped ? t('goTo.skipped') : refusal}
        </p>
      )}
      <button type="submit" hidden tabIndex={-1} />
    </form>
  );
}
