import { type Camera, whyNotRecordable } from '../../cameras/camera.ts';
import { DAY, SECOND } from '../../history/slots.ts';
import type { Simulation } from '../../simulation.ts';

/** As good as without end, in seconds. */
const ENDLESS_SECONDS = (365 * DAY) / SECOND;

/** What became of a camera in a call for several. 0 is success. */
export interface ManualRecordingResult {
  code: number;
  message: string;
}

const success: ManualRecordingResult = { code: 0, message: 'Success' };

/**
 * Manual recording as a recorder does it (protocol reference §3.6): no duration is given, the camera's own timeout ends
 * it, a second start changes nothing, and a stop of what does not run succeeds.
 */
export class ManualRecording {
  constructor(private readonly simulation: Simulation) {}

  async start(camera: Camera): Promise<ManualRecordingResult> {
    const { recordings, xprotect } = this.simulation;
    const message = whyNotRecordable(camera);
    if (message !== undefined) return { code: 1, message };
    if (recordings.active(camera.id) !== undefined) return success;
    const minutes = xprotect.manualRecording.timeoutMinutes(camera);
    const durationSeconds = minutes === undefined ? ENDLESS_SECONDS : minutes * 60;
    await recordings.start({ cameraId: camera.id, durationSeconds, triggerBy: 'xprotect', description: '' });
    return success;
  }

  async stop(camera: Camera): Promise<ManualRecordingResult> {
    const { recordings, counters } = this.simulation;
    const running = recordings.active(camera.id);
    if (running === undefined) return success;
    counters.countStop(running.recordingId);
    await recordings.stop(camera.id, running.recordingId);
    return success;
  }

  isRunning(cameraId: string): boolean {
    return this.simulation.recordings.active(cameraId.toLowerCase()) !== undefined;
  }
}
