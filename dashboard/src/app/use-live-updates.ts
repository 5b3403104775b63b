import { BookmarkEvent, CameraEvent, type LiveEvent, RecordingEvent } from '@playhead/contracts';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { setConnection } from '../api/connection.store.ts';
import { LiveSocket } from '../api/live-socket.ts';
import { accessToken, forgetToken } from '../api/session.ts';
import { meQuery } from '../features/auth/me.query.ts';
import { bookmarksChanged, bookmarksKey } from '../features/bookmarks/bookmarks.query.ts';
import { camerasQuery } from '../features/cameras/cameras.query.ts';
import { milestoneCamerasKey } from '../features/discovery/milestone-cameras.query.ts';
import { historyKey } from '../features/history/history.query.ts';
import { isOwnEcho } from '../features/recording/own-actions.ts';
import { activeRecordingsKey } from '../features/recording/recording.query.ts';
import { applyRecordingEvent } from '../features/recording/recording-events.ts';
import { toastRecordingEvent } from '../features/recording/recording-toasts.ts';
import { allFootageChanged, footageChanged } from '../features/recordings/footage.query.ts';
import { manualKey, manualsKey } from '../features/recordings/manual.query.ts';
import { applySyncEvent } from '../features/sync/sync-events.ts';
import { syncsKey } from '../features/sync/syncs.query.ts';
import { vmsStatusQuery } from '../features/vms/vms.query.ts';
import { cameraName } from '../i18n/camera-name.ts';
import { serverNow } from '../time/server-clock.ts';
import { AccessChanges } from './access-changes.ts';
import { Paced } from './paced.ts';

/** What happened longer ago, in ms, is told again after a break and is no news any more. */
const NEWS_MS = 60_000;

/** Keeps what is on screen true while others act: one socket for the whole page, for as long as one is signed in. */
export function useLiveUpdates(): void {
  const queries = useQueryClient();

  useEffect(() => {
    // An import or a sync tells of thousands of cameras, one by one.
    const cameras = new Paced(() => camerasChanged(queries));
    const access = new AccessChanges(queries);
    const socket = new LiveSocket({
      url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`,
      token: accessToken,
      forgetToken,
      onEvent: (event) => {
        if (CameraEvent.safeParse(event).success) cameras.want();
        else if (event.type === 'access_changed') access.heard();
        else receive(queries, event);
      },
      onState: setConnection,
      onResume: () => catchUp(queries),
    });
    socket.start();
    return () => {
      socket.stop();
      cameras.stop();
      access.stop();
    };
  }, [queries]);
}

function receive(queries: QueryClient, event: LiveEvent): void {
  if (event.type === 'camera_status') applyCameraStatus(queries, event);
  if (event.type === 'sync_progress') applySyncEvent(queries, event);
  if (event.type === 'vms_status') applyVmsStatus(queries, event);
  const { data: bookmark } = BookmarkEvent.safeParse(event);
  if (bookmark !== undefined) void bookmarksChanged(queries, bookmark.cameraId);
  const { data: recording } = RecordingEvent.safeParse(event);
  if (recording !== undefined) receiveRecording(queries, recording);
}

/** The event tells all but when a VMS that does not answer is asked again: each instance looks at its own times. */
function applyVmsStatus(queries: QueryClient, event: Extract<LiveEvent, { type: 'vms_status' }>): void {
  const { queryKey } = vmsStatusQuery();
  queries.setQueryData(queryKey, event);
  if (!event.reachable) void queries.invalidateQueries({ queryKey });
}

/** Cameras came, were changed or went: what lists them, or is named after them, is asked for. */
function camerasChanged(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: camerasQuery().queryKey });
  void queries.invalidateQueries({ queryKey: milestoneCamerasKey });
  void queries.invalidateQueries({ queryKey: historyKey });
}

function applyCameraStatus(
  queries: QueryClient,
  { cameraId, status, lastOnlineAt }: Extract<LiveEvent, { type: 'camera_status' }>,
): void {
  queries.setQueryData(camerasQuery().queryKey, (cameras) =>
    cameras?.map((camera) => (camera.id === cameraId ? { ...camera, status, lastOnlineAt } : camera)),
  );
}

function receiveRecording(queries: QueryClient, event: RecordingEvent): void {
  applyRecordingEvent(queries, event);
  if (event.type !== 'recording_progress') void queries.invalidateQueries({ queryKey: historyKey });
  if (event.type === 'recording_stopped') footageChanged(queries, event.cameraId);
  void queries.invalidateQueries({ queryKey: manualKey(event.cameraId) });
  if (isOwnEcho(event) || serverNow() - Date.parse(event.at) > NEWS_MS) return;
  const cameras = queries.getQueryData(camerasQuery().queryKey);
  const camera = cameras?.find(({ id }) => id === event.cameraId);
  toastRecordingEvent(event, camera && cameraName(camera));
}

/** What changed while no events came is asked for. */
function catchUp(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: meQuery().queryKey });
  void queries.invalidateQueries({ queryKey: ['recording-status'] });
  void queries.invalidateQueries({ queryKey: activeRecordingsKey });
  void queries.invalidateQueries({ queryKey: manualsKey });
  allFootageChanged(queries);
  void queries.invalidateQueries({ queryKey: bookmarksKey });
  void queries.invalidateQueries({ queryKey: syncsKey });
  void queries.invalidateQueries({ queryKey: vmsStatusQuery().queryKey });
  camerasChanged(queries);
}
