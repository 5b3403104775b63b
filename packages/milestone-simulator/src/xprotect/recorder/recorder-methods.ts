import type { Camera } from '../../cameras/camera.ts';
import type { Simulation } from '../../simulation.ts';
import type { SoapMethod } from '../soap/soap-service.ts';

/** What the methods of a recorder work with. */
export interface RecorderMethods {
  simulation: Simulation;
  authorize: NonNullable<SoapMethod['authorize']>;
  /** The camera, on this recorder. Throws a `SoapFault` where there is none. */
  cameraOf: (deviceId: string) => Camera;
}
