import { type Camera, stateOf } from '../../cameras/camera.ts';
import type { Simulation } from '../../simulation.ts';
import { toTicks } from '../soap/parameters.ts';
import { recordsNow } from './recorded.ts';

/** A camera as its recorder finds it (protocol reference §3.5). */
export type DeviceStatus = ReturnType<typeof deviceStatus>;

export function deviceStatus(simulation: Simulation, camera: Camera) {
  const enabled = camera.disabledSince === undefined;
  const state = stateOf(camera);
  return {
    Time: toTicks(simulation.clock.now().getTime()),
    DeviceId: camera.id,
    IsChange: false,
    Enabled: enabled,
    Started: enabled && !camera.isUnlicensed,
    Error: state === 'error',
    ErrorNotLicensed: camera.isUnlicensed ?? false,
    ErrorNoConnection: enabled && state === 'offline',
    Recording: recordsNow(simulation, camera),
    DbMoveInProgress: false,
    ErrorOverflow: false,
    ErrorWritingGop: false,
    DbRepairInProgress: false,
    Motion: false,
  };
}
