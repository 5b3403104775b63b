import { type FormEvent, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { serverNow } from '../../time/server-clock.ts';
import type { Span } from '../../time/span.ts';
import { currentZone, fromWallTime, toWallTime } from '../../time/zone.ts';
import { ChoiceButtons } from '../../ui/ChoiceButtons.tsx';
import { TextField } from '../../ui/Field.tsx';
import styles from './RangePicker.module.css';
import { type Preset, presets } from './ranges.ts';

type RangePickerProps = {
  readonly range: Span;
  readonly preset: Preset | undefined;
  readonly onChange: (range: Span, preset: Preset | undefined) => void;
};

const options: readonly { value: Preset; text: string }[] = [
  { value: 'hour', text: t('recordings.range.hour') },
  { value: 'sixHours', text: t('recordings.range.sixHours') },
  { value: 'day', text: t('recordings.range.day') },
  { value: 'week', text: t('recordings.range.week') },
];

/** Which stretch of time the timeline covers: a usual one up to now, or any from and to. */
export const RangePicker = ({ range, preset, onChange }: RangePickerProps) => (
  <div className={styles.picker}>
    <ChoiceButtons
      label={t('recordings.range')}
      options={options}
      value={preset}
      onPress={(value) => onChange(presets[value](serverNow()), value)}
    />
    <FromTo key={`${range.from} ${range.to}`} range={range} onChange={(next) => onChange(next, undefined)} />
  </div>
);

type FromToProps = { readonly range: Span; readonly onChange: (range: Span) => void };

/** Takes effect when a field is left or Enter is pressed, not while typing. */
function FromTo({ range, onChange }: FromToProps) {
  const zone = currentZone();
  const [from, setFrom] = useState(() => toWallTime(range.from, zone).slice(0, 16));
  const [to, setTo] = useState(() => toWallTime(range.to, zone).slice(0, 16));
  const typed = { from: fromWallTime(from, zone), to: fromWallTime(to, zone) };
  const invalid = typed.from === undefined || typed.to === undefined || typed.from >= typed.to;

  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (typed.from === undefined || typed.to === undefined || typed.from >= typed.to) return;
    if (sameMinute(typed.from, range.from) && sameMinute(typed.to, range.to)) return;
    onChange({ from: typed.from, to: typed.to });
  };

  return (
    <form className={styles.fromTo} onSubmit={submit} noValidate>
      <TextField
        label={t('recordings.from')}
        inline
        type="datetime-local"
        value={from}
        aria-invalid={invalid || undefined}
        onChange={(event) => setFrom(event.target.value)}
        onBlur={() => submit()}
      />
      <TextField
        label={t('recordings.to')}
        inline
        type="datetime-local"
        value={to}
        aria-invalid={invalid || undefined}
        onChange={(event) => setTo(event.target.value)}
        onBlur={() => submit()}
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

const sameMinute = (a: number, b: number) => Math.abs(a - b) < 60_000;
