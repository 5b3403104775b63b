import { type Camera, delivers, stateOf } from '../../cameras/camera.ts';
import type { Simulation } from '../../simulation.ts';
import { recordsNow } from '../recorder/recorded.ts';
import { eventTypes, stateGroups } from './event-types.ts';

/** In which state a camera is, as the event that led to it. */
export interface CameraState {
  cameraId: string;
  type: string;
  stateGroup: string;
}

/** How a camera is now: its communication, and whether it records. */
export function statesOf(simulation: Simulation, camera: Camera): CameraState[] {
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
}
