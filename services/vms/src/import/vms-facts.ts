import type { VmsCamera } from '@playhead/milestone';
import { withoutCredentials } from '../cameras/without-credentials.ts';

/** What of a camera is the VMS's alone: nobody edits it here, so it just follows. Columns of `cameras`. */
export const vmsFacts = (device: VmsCamera) => ({
  rtsp_url: withoutCredentials(device.liveStreamUrl),
  ptz_enabled: device.ptz.pan || device.ptz.tilt || device.ptz.zoom,
  recording_server: device.recordingServer,
  milestone_name: device.name,
  milestone_enabled: device.enabled,
  milestone_metadata: JSON.stringify(device.metadata),
});
