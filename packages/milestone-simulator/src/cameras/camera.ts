/** How a camera records by itself. Any camera also records on demand. */
type RecordingMode = 'continuous' | 'motion' | 'never';

/** How the pictures of a camera are coded. */
export type Codec = 'h264' | 'h265' | 'mjpeg';

type CameraState = 'online' | 'offline' | 'error';

/** One camera of the simulated site. */
export interface Camera {
  /** Stable from start to start, derived from `number`. */
  id: string;
  number: number;
  name: string;
  nameAr: string;
  /** Whose it is; the built-in site alone has it. */
  source?: 'METRO' | 'DUBAI_POLICE' | 'BUS';
  /** The number of its recorder, from 1. */
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
  /** H.264 unless said. */
  codec?: Codec;
  /** Whether maintenance, lost connections and the like are made up; they are unless said. */
  failures?: 'usual' | 'none';
  /** Stretches without footage that are told beforehand, with the reason that the VMS would give. */
  gaps?: readonly { start: number; end: number; reason?: string }[];
  /** It delivers nothing. */
  isUnlicensed?: boolean;
  /** The account may not see it: no list has it, and whoever asks for it by its id is refused. */
  isForbidden?: boolean;
  /** It shows live pictures, and records neither by itself nor on demand. */
  isRecordingDisabled?: boolean;
  /** What recorders say of its privacy mask beside each picture, as it is (protocol reference §5.2). */
  privacyMask?: string;
  /** After how many minutes it ends a manual recording by itself (`xprotect` only), 0 is never; as the site has it unless said. */
  recordingTimeoutMinutes?: number;
}

/** How the VMS finds a camera. One without a licence is never reached. */
export function stateOf({ state, disabledSince, isUnlicensed }: Camera): CameraState {
  if (state !== undefined) return state;
  if (isUnlicensed) return 'error';
  return disabledSince === undefined ? 'online' : 'offline';
}

/** Whether live pictures come from it. */
export const delivers = (camera: Camera): boolean =>
  camera.disabledSince === undefined && !camera.isUnlicensed && stateOf(camera) === 'online';

/** Why a camera cannot record on demand; `undefined` where it can. */
export function whyNotRecordable(camera: Camera): string | undefined {
  if (camera.disabledSince !== undefined) return 'The camera is disabled and cannot record.';
  if (camera.isUnlicensed) return 'The camera has no licence and cannot record.';
  if (camera.isRecordingDisabled) return 'Recording is disabled on the camera.';
  return undefined;
}
