/** As XProtect has it unless somebody changes it. */
export const DEFAULT_TIMEOUT_MINUTES = 5;

/** After how many minutes a camera ends a manual recording by itself; `undefined` where it never does. */
export class ManualRecordingRules {
  private readonly timeouts = new Map<string, number | undefined>();

  /** `usualMinutes` is for cameras that nothing else is set for. */
  constructor(private readonly usualMinutes: number | undefined) {}

  timeoutMinutes(cameraId: string): number | undefined {
    return this.timeouts.has(cameraId) ? this.timeouts.get(cameraId) : this.usualMinutes;
  }

  set(cameraId: string, minutes: number | undefined): void {
    this.timeouts.set(cameraId, minutes);
  }

  reset(): void {
    this.timeouts.clear();
  }
}
