import type { Camera } from '../cameras/camera.ts';
import type { Fault } from '../faults/fault.ts';
import type { Recording } from '../recordings/recording.ts';
import type { StreamState } from '../video/stream-state.ts';

/** What the simulator is doing, as `GET /_sim/state` answers. Times are ISO 8601. */
export interface SimulatorState {
  now: string;
  clockIsFrozen: boolean;
  cameras: (Pick<Camera, 'id' | 'number' | 'name' | 'mode'> & { enabled: boolean; recording: boolean })[];
  /** The manual recordings that run. */
  activeRecordings: (Omit<Recording, 'start' | 'end'> & { startTime: string; estimatedEndTime: string })[];
  /** By operation: every call, also refused ones. */
  calls: Record<string, number>;
  /** By recording: the stops that came past faults. */
  recordingStops: Record<string, number>;
  openStreams: StreamState[];
  /** At the gateway, and at each recorder that had any, by its number. */
  connections: { gateway: number; recorders: Record<string, number> };
  tokens: number;
  faults: readonly Fault[];
}
