import type { Camera } from '../../cameras/camera.ts';

/** As XProtect has it unless somebody changes it. */
const DEFAULT_TIMEOUT_MINUTES = 5;

/** When cameras end a manual recording by themselves. */
export class ManualRecordingRules {
  /** `usualMinutes` is for cameras that have no time of their own; 0 is never. */
  constructor(private readonly usualMinutes = DEFAULT_TIMEOUT_MINUTES) {}

  /** In minutes; `undefined` where the camera never does. */
  timeoutMinutes({ recordingTimeoutMinutes = this.usualMinutes }: Camera): number | undefined {
    return recordingTimeoutMinutes === 0 ? undefined : recordingTimeoutMinutes;
  }
}
