/** How a camera records by itself. Any camera also records on demand. */
type RecordingMode = 'continuous' | 'motion';

type CameraState = 'online' | 'offline' | 'error';

/** One camera of the simulated site. */
export interface Camera {
  /** Stable from start to start, derived from `number`. */
  id: string;
  number: number;
  name: string;
  nameAr: string;
  source: 'METRO' | 'DUBAI_POLICE' | 'BUS';
  /** 1 or 2. */
  server: number;
  mode: RecordingMode;
  ptz: boolean;
  manufacturer: string;
  model: string;
  location: { latitude: number; longitude: number };
  /** What its recordings weigh; the video that is served is much lighter. */
  bitsPerSecond: number;
  /** How long its footage is kept. */
  retentionDays: number;
  /** What the VMS says of it where that is not plain from being enabled or not. */
  state?: CameraState;
  /** Set where the camera is disabled: epoch ms since when. */
  disabledSince?: number;
}
