import type { CameraStatus } from '@playhead/contracts';
import type { VmsCamera } from '@playhead/milestone';

const ofState = { online: 'ONLINE', offline: 'OFFLINE', error: 'ERROR' } as const;

/** What the VMS says of a camera; `undefined` where it does not know: what was known of it before stands then. */
export function cameraStatus({
  state,
  enabled,
}: Pick<VmsCamera, 'state' | 'enabled'>): CameraStatus | undefined {
  if (state !== undefined) return ofState[state];
  return enabled ? undefined : 'OFFLINE';
}
