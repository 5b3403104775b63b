import type { RecordingEvent } from '@playhead/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { serverNow } from '../../time/server-clock.ts';
import { type ActiveOnCamera, activeRecordingsKey, recordingStatusKey } from './recording.query.ts';
import { type RecordingState, recordingState } from './recording-state.ts';

/** Events told again after a break are older than this, in ms; what they say of the time left is over. */
const FRESH_MS = 5_000;

/** Puts what an event tells into the cache, or has it asked for where the event is old. */
export function applyRecordingEvent(queries: QueryClient, event: RecordingEvent, now = serverNow()): void {
  if (now - Date.parse(event.at) > FRESH_MS) {
    void queries.invalidateQueries({ queryKey: recordingStatusKey(event.cameraId) });
    void queries.invalidateQueries({ queryKey: activeRecordingsKey });
    return;
  }

  const key = recordingStatusKey(event.cameraId);
  const state = recordingState(event.status, now, queries.getQueryData<RecordingState>(key));
  queries.setQueryData<RecordingState>(key, state);
  queries.setQueryData<readonly ActiveOnCamera[]>(
    activeRecordingsKey,
    (all) => all && withState(all, event.cameraId, state),
  );
}

/** The list of active recordings after `cameraId` is in `state`. */
function withState(
  all: readonly ActiveOnCamera[],
  cameraId: string,
  state: RecordingState,
): readonly ActiveOnCamera[] {
  const others = all.filter((recording) => recording.cameraId !== cameraId);
  return state.isRecording ? [...others, { ...state.recording, cameraId }] : others;
}
