import { type FocusEvent, type FormEvent, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { serverNow } from '../../time/server-clock.ts';
import { LONGEST_VIEW_MS, type Span } from '../../time/span.ts';
import { currentZone, fromWallTime, toWallTime } from '../../time/zone.ts';
import { ChoiceButtons } from '../../ui/ChoiceButtons.tsx';
import { DateTimeField } from '../../ui/DateTimeField.tsx';
import styles from './RangePicker.module.css';
import { type Preset, presets } from './ranges.ts';

type RangePickerProps = {
  readonly range: Span;
  readonly preset: Preset | undefined;
  readonly onChange: (range: Span, preset: Preset | undefined) => void;
};

/** In the language that the page has now. */
const optionsNow = (): readonly { value: Preset; text: string }[] => [
  { value: 'hour', text: t('recordings.range.hour') },
  { value: 'sixHours', text: t('recordings.range.sixHours') },
  { value: 'day', text: t('recordings.range.day') },
  { value: 'week', text: t('recordings.range.week') },
  { value: 'month', text: t('recordings.range.month') },
  { value: 'year', text: t('recordings.range.year') },
];

/** Which stretch of time the timeline covers: a usual one up to now, or any from and to. */
export const RangePicker = ({ range, preset, onChange }: RangePickerProps) => (
  <div className={styles.picker}>
    <ChoiceButtons
      label={t('recordings.range')}
      options={optionsNow()}
      value={preset}
      onPress={(value) => onChange(presets[value](serverNow()), value)}
    />
    <FromTo range={range} onChange={(next) => onChange(next, undefined)} />
  </div>
);

type FromToProps = { readonly range: Span; readonly onChange: (range: Span) => void };

type Draft = { readonly range: Span; readonly from?: string; readonly to?: string };

/** Takes effect when both fields are left or Enter is pressed: what is typed in one stays while the other is. */
function FromTo({ range, onChange }: FromToProps) {
  const zone = currentZone();
  const [typed, setTyped] = useState<Draft>({ range });
  const draft: Draft = typed.range === range ? typed : { range };
  const from = draft.from ?? toWallTime(range.from, zone).slice(0, 16);
  const to = draft.to ?? toWallTime(range.to, zone).slice(0, 16);
  const next = { from: fromWallTime(from, zone), to: fromWallTime(to, zone) };
  const invalid =
    next.from === undefined ||
    next.to === undefined ||
    next.from >= next.to ||
    next.to - next.from > LONGEST_VIEW_MS + DAY_MS;

  const take = () => {
    if (invalid || next.from === undefined || next.to === undefined) return;
    if (sameMinute(next.from, range.from) && sameMinute(next.to, range.to)) return;
    onChange({ from: next.from, to: next.to });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    take();
  };
  const leave = (event: FocusEvent<HTMLFormElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) take();
  };

  return (
    <form className={styles.fromTo} onSubmit={submit} onBlur={leave} noValidate>
      <DateTimeField
        label={t('recordings.from')}
        inline
        exactness="minute"
        value={from}
        invalid={invalid}
        onChange={(from) => setTyped({ ...draft, from })}
      />
      <DateTimeField
        label={t('recordings.to')}
        inline
        exactness="minute"
        value={to}
        invalid={invalid}
        onChange={(to) => setTyped({ ...draft, to })}
      />
      {invalid && (
        <p className={styles.invalid} role="alert">
          {t('recordings.rangeInvalid')}
        </p>
      )}
      <button type="submit" hidden tabIndex={-1} />
    </form>
  );
}

/** A leap year is a day longer. */
const DAY_MS = 24 * 3_600_000;

const sameMinute = (a: number, b: number) => Math.abs(a - b) < 60_000;
