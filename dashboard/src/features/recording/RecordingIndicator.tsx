import { t } from '../../i18n/t.ts';
import { formatCountdown } from '../../time/format.ts';
import { useNow } from '../../time/use-now.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import styles from './RecordingIndicator.module.css';
import { type RunningRecording, timeLeft } from './recording-state.ts';

/** A red light with the time left of a recording that runs. */
export function RecordingIndicator({ recording }: { readonly recording: RunningRecording }) {
  const left = formatCountdown(timeLeft(recording, useNow(1000)));
  return (
    <span className={styles.indicator} data-testid="recording-indicator">
      <span className={styles.light} aria-hidden="true" />
      <span aria-hidden="true">{left}</span>
      <VisuallyHidden>{t('recording.phase.recording')}</VisuallyHidden>
    </span>
  );
}
