import { type Camera, type Me, roleIncludes } from '@playhead/contracts';
import { Square } from 'lucide-react';
import { cameraName } from '../../i18n/camera-name.ts';
import { t } from '../../i18n/t.ts';
import { formatCountdown, formatDuration, formatTime } from '../../time/format.ts';
import { useNow } from '../../time/use-now.ts';
import { currentZone } from '../../time/zone.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Countdown } from './Countdown.tsx';
import { ExtendButtons } from './ExtendButtons.tsx';
import styles from './RecordingControl.module.css';
import { RecordingFacts } from './RecordingFacts.tsx';
import { type RunningRecording, timeLeft } from './recording-state.ts';
import { StopWaiting } from './StopWaiting.tsx';
import { useOverdueCheck } from './use-overdue-check.ts';
import { conflictOf } from './use-recording-actions.ts';

type RecordingRunningProps = {
  readonly camera: Pick<Camera, 'id' | 'name' | 'nameAr'>;
  readonly me: Me;
  readonly recording: RunningRecording;
  readonly startError: unknown;
  readonly stopError: unknown;
  readonly extendError: unknown;
  readonly extending: boolean;
  readonly onExtend: (seconds: number) => void;
  readonly onStop: () => void;
};

/** A recording that runs: what is left of it, who started it and why, how to make it longer, and its stop. */
export function RecordingRunning(props: RecordingRunningProps) {
  const { camera, me, recording, startError, stopError, extendError, extending, onExtend, onStop } = props;
  const { status, stopFailure } = recording;
  const left = timeLeft(recording, useNow(1000));
  useOverdueCheck(camera.id, left);

  const zone = currentZone();
  const conflict = conflictOf(startError);
  const allowed = roleIncludes(me.role, 'operator');

  return (
    <div className={styles.stack}>
      {conflict?.recordingId === recording.recordingId && (
        <Banner tone="warn" title={t('recording.conflict.title')}>
          {t('recording.conflict.text', {
            time: formatTime(Date.parse(conflict.startTime), zone),
            left: formatCountdown(conflict.remainingSeconds * 1000),
          })}
        </Banner>
      )}
      <Countdown recording={recording} left={left} />
      {status === 'starting' && (
        <p className={styles.hint} role="status">
          {t('recording.starting.text')}
        </p>
      )}
      {status === 'stopping' && <StopWaiting failure={stopFailure} onRetry={allowed ? onStop : undefined} />}
      <RecordingFacts className={styles.facts} recording={recording} me={me} />
      {recording.reason && (
        <p className={styles.reason}>
          {t('recording.reason.is')} <bdi>{recording.reason}</bdi>
        </p>
      )}
      {allowed && <ExtendButtons busy={extending} disabled={status !== 'recording'} onExtend={onExtend} />}
      {Boolean(extendError) && <ErrorNote error={extendError} />}
      {Boolean(stopError) && !stopFailure && <ErrorNote error={stopError} />}
      {allowed ? (
        <ConfirmDialog
          trigger={
            <Button
              size="large"
              icon={<Square fill="currentColor" aria-hidden="true" />}
              busy={status === 'stopping'}
            >
              {t('recording.stop')}
            </Button>
          }
          title={t('recording.stop.title')}
          text={t('recording.stop.text', { name: cameraName(camera), left: formatDuration(left) })}
          confirm={t('recording.stop')}
          cancel={t('recording.stop.keep')}
          onConfirm={onStop}
        />
      ) : (
        <p className={styles.hint}>{t('recording.needsRole', { role: t(`role.${me.role}`) })}</p>
      )}
    </div>
  );
}
