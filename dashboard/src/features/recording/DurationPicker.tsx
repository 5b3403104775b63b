import { useId } from 'react';
import { t } from '../../i18n/t.ts';
import { TextField } from '../../ui/Field.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { type DurationChoice, durationSeconds, MAX_MINUTES, presetMinutes } from './duration-choice.ts';
import styles from './RecordingControl.module.css';

type DurationPickerProps = {
  readonly choice: DurationChoice;
  readonly minutes: string;
  readonly disabled: boolean;
  readonly onChoice: (choice: DurationChoice) => void;
  readonly onMinutes: (minutes: string) => void;
};

/** Four usual durations, or any whole number of minutes up to the longest one allowed. */
export function DurationPicker({ choice, minutes, disabled, onChoice, onMinutes }: DurationPickerProps) {
  const problem = useId();
  const invalid = choice === 'custom' && durationSeconds(choice, minutes) === undefined;
  const presets = presetMinutes.map((value) => ({
    value,
    text: t('recording.minutes', { minutes: Number(value) }),
  }));

  return (
    <>
      <Segmented<DurationChoice>
        label={t('recording.duration')}
        options={[...presets, { value: 'custom', text: t('recording.custom') }]}
        value={choice}
        onChange={onChoice}
        disabled={disabled}
        stretch
      />
      {choice === 'custom' && (
        <TextField
          label={t('recording.customMinutes', { max: MAX_MINUTES })}
          inline
          type="number"
          inputMode="numeric"
          min={1}
          max={MAX_MINUTES}
          className={styles.minutes}
          value={minutes}
          disabled={disabled}
          aria-invalid={invalid || undefined}
          aria-describedby={invalid ? problem : undefined}
          onChange={(event) => onMinutes(event.target.value)}
        />
      )}
      {invalid && (
        <p id={problem} className={styles.invalid} role="alert">
          {t('recording.customInvalid', { max: MAX_MINUTES })}
        </p>
      )}
    </>
  );
}
