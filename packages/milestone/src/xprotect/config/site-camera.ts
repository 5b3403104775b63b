import type { CameraResource, RecordingServerResource } from './wire.ts';

/** How long XProtect holds a manual recording unless told otherwise (protocol reference §3.6). */
const DEFAULT_TIMEOUT_MINUTES = 5;

/** Where a camera's recorder listens, SOAP and video both. */
export interface RecordingServer {
  id: string;
  name: string;
  /** Without a trailing slash. */
  uri: string;
}

/** A camera with its place in the site. */
export interface SiteCamera {
  resource: CameraResource;
  model: string;
  /** Missing where the account may not see the recorder. */
  server?: RecordingServer;
}

export const toServer = ({ id, name, webServerUri }: RecordingServerResource): RecordingServer => ({
  id,
  name,
  uri: webServerUri.replace(/\/+$/, ''),
});

/** After how many seconds the camera ends a manual recording; `undefined` where it never does. */
export function recordingLimitOf(resource: CameraResource): number | undefined {
  const { manualRecordingTimeoutEnabled, manualRecordingTimeoutMinutes } = resource;
  if (!manualRecordingTimeoutEnabled) return undefined;
  return (manualRecordingTimeoutMinutes ?? DEFAULT_TIMEOUT_MINUTES) * 60;
}
