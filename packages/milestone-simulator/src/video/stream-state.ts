/** What `/_sim/state` tells of a stream. */
export interface StreamState {
  cameraId: string;
  startTime: string;
  step: number;
  format: string;
  pid: number | undefined;
  sentBytes: number;
}
