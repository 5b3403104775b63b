import { t } from '../../i18n/t.ts';
import { formatCountdown, formatDuration } from '../../time/format.ts';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import styles from './RecordingControl.module.css';
import { type RunningRecording, spokenMinutes } from './recording-state.ts';

type CountdownProps = {
  readonly recording: RunningRecording;
  /** Until its end, ms; below zero while a stop is overdue. */
  readonly left: number;
};

/** What is left, drawn every second and spoken rarely. */
export function Countdown({ recording, left }: CountdownProps) {
  const total = recording.durationSeconds * 1000;
  const minutes = spokenMinutes(left);
  return (
    <>
      <div className={styles.countdown}>
        <span className={styles.left} role="timer" aria-live="off" data-testid="recording-countdown">
          {formatCountdown(left)}
        </span>
        <span className={styles.of}>{t('recording.left', { total: formatDuration(total) })}</span>
      </div>
      <ProgressBar label={t('recording.progress')} value={1 - left / total} tone="recording" />
      <VisuallyHidden aria-live="polite">
        {minutes === undefined ? '' : t('recording.announce.minutes', { minutes })}
      </VisuallyHidden>
    </>
  );
}
