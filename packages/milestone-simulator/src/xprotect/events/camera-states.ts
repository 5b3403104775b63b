import { delivers, stateOf } from '../../cameras/camera.ts';
import { guidOf } from '../../guid.ts';
import type { Simulation } from '../../simulation.ts';
import { recordsNow } from '../recorder/recorded.ts';

/** Event types of cameras (protocol reference §6). */
export const eventTypes = {
  communicationStarted: 'dd3e6464-7dc0-405a-a92f-6150587563e8',
  communicationStopped: '0ee90664-2924-42a0-a816-4129d0ecabdc',
  communicationError: 'a334af1c-4b4b-4957-9e5f-ab8ca07feab6',
  recordingStarted: '4577f552-765a-438c-bc7d-e5ff1f754bc3',
  recordingStopped: '79a94f89-92de-4fca-8a43-5561d407423d',
} as const;

/** The communication group is the one seen on live servers; that of recording is made up. */
const stateGroups = {
  communication: '53b40c77-cf48-42a2-a432-db65ae3afc7a',
  recording: guidOf('state-group/recording'),
} as const;

/** In which state a camera is, as the event that led to it. */
export interface CameraState {
  cameraId: string;
  type: string;
  stateGroup: string;
}

/** How all cameras that the account may see are now: communication and recording of each. */
export function cameraStates(simulation: Simulation): CameraState[] {
  return simulation.cameras.listed.flatMap((camera) => {
    const communication = delivers(camera)
      ? eventTypes.communicationStarted
      : stateOf(camera) === 'error'
        ? eventTypes.communicationError
        : eventTypes.communicationStopped;
    const recording = recordsNow(simulation, camera)
      ? eventTypes.recordingStarted
      : eventTypes.recordingStopped;
    return [
      { cameraId: camera.id, type: communication, stateGroup: stateGroups.communication },
      { cameraId: camera.id, type: recording, stateGroup: stateGroups.recording },
    ];
  });
}
