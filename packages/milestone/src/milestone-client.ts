import type { Readable } from 'node:stream';
import type { MilestoneError } from './errors.ts';

/** What every call takes. An aborted signal closes the VMS connection at once; the call ends in `AbortedError`. */
export interface CallOptions {
  signal?: AbortSignal | undefined;
}

/** Which API the VMS is spoken to in (design §1). */
export type MilestoneDialect = 'rest' | 'xprotect';

/**
 * What a VMS can do. Ask, never guess from the dialect. What it does not tell, or not now, counts as what it can not.
 * `speeds` are the values `getVideoStream` takes. How long a recording may last is asked for a camera. `bookmarks`: it
 * keeps some of its own.
 */
export interface MilestoneCapabilities {
  dialect: MilestoneDialect;
  reverseVideo: boolean;
  serverSideSpeed: boolean;
  speeds: readonly number[];
  bookmarks: boolean;
  /** Whether `followCameras` tells; otherwise list the cameras again and again. */
  liveConditions: boolean;
}

/** What a VMS says of a camera's condition. */
export type VmsCameraState = 'online' | 'offline' | 'error';

/** A camera as the VMS knows it. A text that the VMS does not tell is empty; a `state` that nobody knows now is missing. */
export interface VmsCamera {
  deviceId: string;
  name: string;
  enabled: boolean;
  state?: VmsCameraState;
  recording: boolean;
  recordingServer: string;
  liveStreamUrl: string;
  ptz: { pan: boolean; tilt: boolean; zoom: boolean };
  metadata: Record<string, unknown>;
}

/** How a camera is. What is missing nobody knows. `recording` for whatever reason, by hand or by rule. */
export interface VmsCameraCondition {
  deviceId: string;
  state?: VmsCameraState;
  recording?: boolean;
}

/**
 * What a VMS tells of its cameras by itself. `anew` is of every camera, and nothing told before it holds any more;
 * `changed` is of those that changed, and only what did. From `lost` until the next `anew` nobody knows how cameras are:
 * none of them is offline for that.
 */
export type VmsConditionNews =
  | { kind: 'anew' | 'changed'; cameras: readonly VmsCameraCondition[] }
  | { kind: 'lost'; error: MilestoneError };

export interface ListCamerasQuery {
  limit: number;
  offset: number;
  enabled?: boolean | undefined;
  recording?: boolean | undefined;
}

/** `total` counts the cameras that match the filters, on all pages. */
export interface CameraPage {
  cameras: VmsCamera[];
  total: number;
}

export interface StartVmsRecording {
  deviceId: string;
  durationSeconds: number;
  triggeredBy: string;
  description?: string | undefined;
}

export interface VmsRecording {
  recordingId: string;
  deviceId: string;
  startTime: Date;
  estimatedEndTime: Date;
}

export interface StoppedVmsRecording {
  recordingId: string;
  actualDurationSeconds: number;
}

/** Whether a manual recording runs; footage that the camera makes by rule or motion does not count. */
export type VmsRecordingStatus =
  | {
      isRecording: true;
      recordingId: string;
      startTime: Date;
      /** The VMS does not tell when it began: on a camera that records by rule too, it may have been much later. */
      startIsGuessed?: boolean;
      elapsedSeconds: number;
      remainingSeconds: number;
    }
  | { isRecording: false };

/** A half-open range `[startTime, endTime)` of one camera. */
export interface FootageRange {
  deviceId: string;
  startTime: Date;
  endTime: Date;
}

/**
 * `sequenceId` stays the same whatever range is asked. `available` is false where footage exists but cannot be fetched
 * now. `sizeBytes` is in proportion where cropped, and then not a whole number. The rest where the VMS tells it:
 * `quality` in its own words, `fps` in pictures a second, `resolution` such as `1920x1080`.
 */
export interface VmsSequence {
  sequenceId: string;
  startTime: Date;
  endTime: Date;
  available: boolean;
  sizeBytes?: number;
  quality?: string;
  fps?: number;
  resolution?: string;
}

/** `reason` where the VMS tells it: one of the plan's words (`scheduled_maintenance`…), else the VMS's own. */
export interface VmsGap {
  startTime: Date;
  endTime: Date;
  reason?: string;
}

/**
 * Both sorted, cropped to the asked range and free of overlaps; together they fill it. Gaps adjoin where the reason
 * changes.
 */
export interface VmsStretches {
  sequences: VmsSequence[];
  gaps: VmsGap[];
}

/** Where a camera's footage is kept, and for how long, as far as the VMS tells it. */
export interface VmsStorage {
  recordingServer?: string;
  storageLocation?: string;
  retentionDays?: number;
}

export interface VmsFootage extends VmsStretches {
  storage: VmsStorage;
}

/** `coverage` is the recorded share of the range, 0 to 1. The instants are missing where there is no footage. */
export interface VmsRecordingMetadata extends FootageRange {
  firstFootageTime?: Date;
  lastFootageTime?: Date;
  sequenceCount: number;
  recordedSeconds: number;
  gapSeconds: number;
  coverage: number;
  sizeBytes?: number;
}

export type VideoFormat = 'mjpeg' | 'h264' | 'webrtc';

/**
 * `speed` is one of `capabilities().speeds`; negative plays backwards. Where `keyPicturesOnly` is set the other pictures may
 * be missing, but for those of the last group: these tell when the footage ends. Not every VMS can leave them out.
 */
export interface VideoRequest {
  deviceId: string;
  startTime: Date;
  speed: number;
  format?: VideoFormat | undefined;
  keyPicturesOnly?: boolean | undefined;
}

/** `h264` and `h265` are raw Annex B; `unknown` is to be probed. */
export type VideoContainer = 'mp2t' | 'mp4' | 'h264' | 'h265' | 'mjpeg' | 'unknown';

/**
 * Video as the VMS sends it, as fast as it is read, to the end of its sequence.
 * `startTime` is the first picture's time. `body` errors with a `MilestoneError`, so listen for that; destroy it to hang up.
 */
export interface VmsVideoStream {
  body: Readable;
  container: VideoContainer;
  startTime: Date;
  frameRate?: number;
}

export interface VmsSnapshot {
  image: Buffer;
  contentType: string;
}

/**
 * A Milestone VMS, whichever dialect it speaks (plan §5.1). Sessions are kept by the client: no caller has to log in
 * first. Every method rejects with a `MilestoneError` only, and none shows its caller which dialect answered.
 */
export interface MilestoneClient {
  /** Makes sure of a session; at once when there is one. */
  login(options?: CallOptions): Promise<void>;

  /** Ends the session. The next call begins another. */
  logout(options?: CallOptions): Promise<void>;

  /** Trades the token for a fresh one now, by login where the VMS refuses the refresh. */
  refreshToken(options?: CallOptions): Promise<void>;

  capabilities(options?: CallOptions): Promise<MilestoneCapabilities>;

  /**
   * The longest recording of this camera that the VMS holds, in seconds; `undefined` where there is no limit.
   *
   * @throws NotFoundError the VMS has no such camera.
   */
  maxRecordingSeconds(deviceId: string, options?: CallOptions): Promise<number | undefined>;

  listCameras(query: ListCamerasQuery, options?: CallOptions): Promise<CameraPage>;

  /** @throws NotFoundError the VMS has no such camera. */
  getCamera(deviceId: string, options?: CallOptions): Promise<VmsCamera>;

  /**
   * What happens to the cameras, told as it does, until the signal is aborted: that ends it in `AbortedError`. Lost
   * connections are made anew meanwhile. Whoever reads slowly gets the latest of each camera, not all that was between.
   *
   * @throws RefusedError the VMS tells nothing by itself (`capabilities().liveConditions`).
   */
  followCameras(options?: CallOptions): Promise<AsyncIterable<VmsConditionNews>>;

  /**
   * Starts a manual recording that the VMS holds for `durationSeconds`. A VMS that keeps no durations ends it later than
   * that, so stop it. Never repeated by the client once the VMS may have heard it: after `UnavailableError` it may or may
   * not record, and `getRecordingStatus` tells.
   *
   * @throws RefusedError beforehand where the VMS would not hold it that long.
   * @throws ConflictError the camera already records on demand.
   * @throws NotFoundError the VMS has no such camera.
   */
  startRecording(request: StartVmsRecording, options?: CallOptions): Promise<VmsRecording>;

  /** @throws NotFoundError the recording is over, or there never was one. */
  stopRecording(deviceId: string, recordingId: string, options?: CallOptions): Promise<StoppedVmsRecording>;

  getRecordingStatus(deviceId: string, options?: CallOptions): Promise<VmsRecordingStatus>;

  querySequences(range: FootageRange, options?: CallOptions): Promise<VmsFootage>;

  getRecordingMetadata(range: FootageRange, options?: CallOptions): Promise<VmsRecordingMetadata>;

  /**
   * Opens recorded video. The signal counts until `body` ends, not only until it is handed over.
   *
   * @throws NotFoundError no such camera, or no footage at this time.
   */
  getVideoStream(request: VideoRequest, options?: CallOptions): Promise<VmsVideoStream>;

  /** The picture at an instant. @throws NotFoundError no such camera, or no footage at this time. */
  getSnapshot(deviceId: string, time: Date, options?: CallOptions): Promise<VmsSnapshot>;

  /** Aborts what is open, drops every connection. Calls made later end in `AbortedError`. */
  close(): Promise<void>;
}
