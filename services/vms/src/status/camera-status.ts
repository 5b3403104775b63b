import type { CameraStatus } from '@playhead/contracts';
import type { VmsCamera } from '@playhead/milestone';

const ofState = { online: 'ONLINE', offline: 'OFFLINE', error: 'ERROR' } as const;

/** What the VMS says of a camera; one that says no more than whether it is enabled is taken at that. */
export const cameraStatus = ({ state, enabled }: Pick<VmsCamera, 'state' | 'enabled'>): CameraStatus =>
  ofState[state ?? (enabled ? 'online' : 'offline')];
