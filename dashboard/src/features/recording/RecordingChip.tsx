import { type Me, roleIncludes } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { t } from '../../i18n/t.ts';
import { formatCountdown } from '../../time/format.ts';
import { useNow } from '../../time/use-now.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { ChipActions } from './ChipActions.tsx';
import styles from './RecordingChip.module.css';
import { activeRecordingsQuery, usePollInterval } from './recording.query.ts';
import { type RunningRecording, timeLeft } from './recording-state.ts';

type RecordingChipProps = {
  readonly camera: { readonly id: string; readonly name: string };
  readonly me: Me;
  /** Asks for the control that tells all of it: since when, why, and what keeps it from being stopped. */
  readonly onOpen: () => void;
};

/** On the picture of a camera that Playhead records now: how long it still does, for whom, and how to have more or its end. */
export function RecordingChip({ camera, ...rest }: RecordingChipProps) {
  const { data: recording } = useQuery({
    ...activeRecordingsQuery(),
    refetchInterval: usePollInterval(),
    select: (all) => all.find((one) => one.cameraId === camera.id),
  });
  return recording ? <Chip camera={camera} recording={recording} {...rest} /> : null;
}

type ChipProps = RecordingChipProps & { readonly recording: RunningRecording };

function Chip({ camera, me, recording, onOpen }: ChipProps) {
  const left = Math.max(0, timeLeft(recording, useNow(1000)));
  return (
    <fieldset
      className={styles.chip}
      aria-label={t('recording.chip.of', { name: camera.name })}
      data-testid="recording-chip"
    >
      <button
        type="button"
        className={styles.state}
        title={t('recording.chip.title', { who: recording.triggeredBy })}
        onClick={onOpen}
      >
        <span className={styles.light} aria-hidden="true" />
        <span>{chipText(recording, left)}</span>
        <span className={styles.who}>
          <bdi>{recording.triggeredBy}</bdi>
        </span>
        <VisuallyHidden>{t('recording.chip.open')}</VisuallyHidden>
      </button>
      {roleIncludes(me.role, 'operator') && (
        <ChipActions camera={camera} me={me} recording={recording} left={left} />
      )}
    </fieldset>
  );
}

function chipText({ status, stopFailure }: RunningRecording, left: number): string {
  if (stopFailure) return t('recording.chip.stopFailing');
  if (status === 'stopping') return t('recording.phase.stopping');
  return t('recording.chip', { left: formatCountdown(left) });
}
