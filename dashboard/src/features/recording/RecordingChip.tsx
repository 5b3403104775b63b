import { useQuery } from '@tanstack/react-query';
import { t } from '../../i18n/t.ts';
import { formatCountdown } from '../../time/format.ts';
import { useNow } from '../../time/use-now.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import styles from './RecordingChip.module.css';
import { activeRecordingsQuery, usePollInterval } from './recording.query.ts';
import { type RunningRecording, timeLeft } from './recording-state.ts';

type RecordingChipProps = {
  readonly cameraId: string;
  /** Asks for the control that extends and stops. */
  readonly onOpen: () => void;
};

/** On the picture of a camera that Playhead records now: how long it still does, and the way to more or to its end. */
export function RecordingChip({ cameraId, onOpen }: RecordingChipProps) {
  const { data: recording } = useQuery({
    ...activeRecordingsQuery(),
    refetchInterval: usePollInterval(),
    select: (all) => all.find((one) => one.cameraId === cameraId),
  });
  return recording ? <Chip recording={recording} onOpen={onOpen} /> : null;
}

type ChipProps = { readonly recording: RunningRecording; readonly onOpen: () => void };

function Chip({ recording, onOpen }: ChipProps) {
  const left = Math.max(0, timeLeft(recording, useNow(1000)));
  return (
    <button
      type="button"
      className={styles.chip}
      title={t('recording.chip.title', { who: recording.triggeredBy })}
      data-testid="recording-chip"
      onClick={onOpen}
    >
      <span className={styles.light} aria-hidden="true" />
      <span>{t('recording.chip', { left: formatCountdown(left) })}</span>
      <VisuallyHidden>{t('recording.chip.open')}</VisuallyHidden>
    </button>
  );
}
