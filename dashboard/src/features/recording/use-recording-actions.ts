import { CurrentRecording, type Me, StartedRecording, StoppedRecording } from '@playhead/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isProblem } from '../../api/errors.ts';
import { postJson } from '../../api/http.ts';
import { serverNow } from '../../time/server-clock.ts';
import { actionFailed, rememberAction } from './own-actions.ts';
import { activeRecordingsKey, recordingStatusKey } from './recording.query.ts';
import { type RecordingState, recordingState } from './recording-state.ts';

/** The recording that stands in the way, when that is why a start was refused. */
export function conflictOf(error: unknown): CurrentRecording | undefined {
  if (!isProblem(error, 'camera-already-recording')) return undefined;
  return CurrentRecording.safeParse(error.problem.currentRecording).data;
}

/** How long to record, in seconds, and why; an empty reason is none. */
export type StartWish = { readonly seconds: number; readonly reason: string };

/** Starting, extending and stopping a camera's recording. What they change is shown at once and then asked of the server. */
export function useRecordingActions(cameraId: string, me: Pick<Me, 'username'>) {
  const queries = useQueryClient();
  const key = recordingStatusKey(cameraId);
  const settle = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: key }),
      queries.invalidateQueries({ queryKey: activeRecordingsKey }),
    ]);

  const remember = (kind: 'start' | 'extend' | 'stop') => rememberAction({ cameraId, kind, by: me.username });
  type Own = ReturnType<typeof remember>;
  const onError = (_error: unknown, _wish: unknown, own: Own | undefined) => own && actionFailed(own);

  const start = useMutation({
    onMutate: () => remember('start'),
    mutationFn: ({ seconds, reason }: StartWish) => {
      const body = { duration: seconds, ...(reason && { reason }) };
      return postJson(`/cameras/${cameraId}/recordings/start`, StartedRecording, body);
    },
    onError,
    onSuccess: (started) => {
      const { durationSeconds } = started;
      const recording = {
        ...started,
        elapsedSeconds: 0,
        remainingSeconds: durationSeconds,
        triggeredBy: me.username,
      };
      queries.setQueryData<RecordingState>(
        key,
        recordingState({ isRecording: true, recording }, serverNow()),
      );
    },
    onSettled: settle,
  });

  const extend = useMutation({
    onMutate: () => remember('extend'),
    mutationFn: (additionalSeconds: number) =>
      postJson(`/cameras/${cameraId}/recordings/extend`, StartedRecording, { additionalSeconds }),
    onError,
    onSettled: settle,
  });

  const stop = useMutation({
    onMutate: () => {
      queries.setQueryData<RecordingState>(key, (state) => state && asStopping(state));
      return remember('stop');
    },
    mutationFn: () => postJson(`/cameras/${cameraId}/recordings/stop`, StoppedRecording, {}),
    onError,
    onSettled: settle,
  });

  return { start, stop, extend };
}

const asStopping = (state: RecordingState): RecordingState =>
  state.isRecording ? { isRecording: true, recording: { ...state.recording, status: 'stopping' } } : state;
