import type { Camera, Me } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { t } from '../../i18n/t.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './RecordingControl.module.css';
import { RecordingIdle } from './RecordingIdle.tsx';
import { RecordingPhase } from './RecordingPhase.tsx';
import { RecordingRunning } from './RecordingRunning.tsx';
import { recordingStatusQuery, usePollInterval } from './recording.query.ts';
import { useRecordingActions } from './use-recording-actions.ts';

type RecordingControlProps = { readonly camera: Pick<Camera, 'id' | 'name' | 'nameAr'>; readonly me: Me };

/** No event tells of what somebody starts in the VMS itself: the camera that is shown is asked about, this often. */
const LOOK_AT_VMS_MS = 10_000;

/** Starts, shows and stops a camera's timed recording. The server owns the timer; this only draws it. */
export function RecordingControl({ camera, me }: RecordingControlProps) {
  const pollInterval = usePollInterval();
  const status = useQuery({
    ...recordingStatusQuery(camera.id),
    refetchInterval: ({ state }) => (state.data?.isRecording === false ? LOOK_AT_VMS_MS : pollInterval),
  });
  const { start, stop, extend } = useRecordingActions(camera.id, me);
  const { data } = status;

  return (
    <Card
      title={t('recording.title')}
      aside={data && <RecordingPhase state={data} />}
      className={styles.card}
    >
      {status.isPending && <RecordingSkeleton />}
      {status.error && !data && (
        <ErrorNote error={status.error} busy={status.isFetching} onRetry={() => void status.refetch()} />
      )}
      {data?.isRecording && (
        <RecordingRunning
          camera={camera}
          me={me}
          recording={data.recording}
          startError={start.error}
          stopError={stop.error}
          extendError={extend.error}
          extending={extend.isPending}
          onExtend={(seconds) => extend.mutate(seconds)}
          onStop={() => stop.mutate()}
        />
      )}
      {data && !data.isRecording && (
        <RecordingIdle
          role={me.role}
          last={data.lastRecording}
          inVms={data.vmsRecording}
          error={start.error}
          busy={start.isPending}
          onStart={(wish) => start.mutate(wish)}
        />
      )}
    </Card>
  );
}

const RecordingSkeleton = () => (
  <div className={styles.stack} aria-busy="true">
    <Skeleton height="32px" />
    <Skeleton width="60%" />
    <Skeleton height="38px" />
  </div>
);
