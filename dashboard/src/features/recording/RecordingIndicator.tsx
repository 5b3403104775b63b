import { useQuery } from '@tanstack/react-query';
import { t } from '../../i18n/t.ts';
import { formatCountdown } from '../../time/format.ts';
import { useNow } from '../../time/use-now.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import styles from './RecordingIndicator.module.css';
import { activeRecordingsQuery, usePollInterval } from './recording.query.ts';
import { type RunningRecording, timeLeft } from './recording-state.ts';

/** A red light with the time left, beside a camera that records. Nothing beside one that doesn't. */
export function RecordingIndicator({ cameraId }: { readonly cameraId: string }) {
  const refetchInterval = usePollInterval();
  const { data } = useQuery({
    ...activeRecordingsQuery(),
    refetchInterval,
    select: (all) => all.find((recording) => recording.cameraId === cameraId),
  });
  return data ? <TimeLeft recording={data} /> : null;
}

function TimeLeft({ recording }: { readonly recording: RunningRecording }) {
  const left = formatCountdown(timeLeft(recording, useNow(1000)));
  return (
    <span className={styles.indicator} data-testid="recording-indicator">
      <span className={styles.light} aria-hidden="true" />
      <span aria-hidden="true">{left}</span>
      <VisuallyHidden>{t('recording.phase.recording')}</VisuallyHidden>
    </span>
  );
}
