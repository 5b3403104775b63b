import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { presetMinutes } from './duration-choice.ts';
import styles from './RecordingControl.module.css';

type ExtendButtonsProps = {
  readonly busy: boolean;
  readonly disabled: boolean;
  readonly onExtend: (seconds: number) => void;
};

/** Makes a running recording longer, by one of the usual durations. */
export const ExtendButtons = ({ busy, disabled, onExtend }: ExtendButtonsProps) => (
  <fieldset className={styles.extend} aria-label={t('recording.extend')} aria-busy={busy}>
    <span className={styles.hint} aria-hidden="true">
      {t('recording.extend')}
    </span>
    {presetMinutes.map(Number).map((minutes) => (
      <Button
        key={minutes}
        aria-label={t('recording.extendBy', { minutes })}
        aria-disabled={busy || disabled || undefined}
        onClick={() => onExtend(minutes * 60)}
      >
        {t('recording.plusMinutes', { minutes })}
      </Button>
    ))}
  </fieldset>
);
