import { ActiveRecordingList, RecordingStatus } from '@playhead/contracts';
import { queryOptions } from '@tanstack/react-query';
import { useConnection } from '../../api/connection.store.ts';
import { getJson } from '../../api/http.ts';
import { serverNow } from '../../time/server-clock.ts';
import { type RecordingState, type RunningRecording, recordingState, running } from './recording-state.ts';

export type ActiveOnCamera = RunningRecording & { readonly cameraId: string };

const POLL_MS = 10_000;

/** Live events keep these queries true; they are asked again and again only while no events flow. */
export const usePollInterval = (): number | false =>
  useConnection(({ state }) => (state === 'live' ? false : POLL_MS));

export const recordingStatusKey = (cameraId: string) => ['recording-status', cameraId] as const;

/** What a camera's recording is doing. */
export const recordingStatusQuery = (cameraId: string) =>
  queryOptions({
    queryKey: recordingStatusKey(cameraId),
    queryFn: async ({ signal, client, queryKey }) => {
      const told = await getJson(`/cameras/${cameraId}/recordings/status`, RecordingStatus, { signal });
      return recordingState(told, serverNow(), client.getQueryData<RecordingState>(queryKey));
    },
  });

export const activeRecordingsKey = ['active-recordings'] as const;

/** Every recording that runs, for the indicators. */
export const activeRecordingsQuery = () =>
  queryOptions({
    queryKey: activeRecordingsKey,
    queryFn: async ({ signal, client, queryKey }): Promise<readonly ActiveOnCamera[]> => {
      const told = await getJson('/recordings/active', ActiveRecordingList, { signal });
      const before = client.getQueryData<readonly ActiveOnCamera[]>(queryKey) ?? [];
      const find = (id: string) => before.find(({ recordingId }) => recordingId === id);
      return told.recordings.map((recording) => running(recording, serverNow(), find(recording.recordingId)));
    },
  });
