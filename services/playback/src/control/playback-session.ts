import type { CameraId, PlaybackSessionId } from '@playhead/contracts';

/** Where a session was when somebody last acted on it. Where it is now follows from that and the clock (`playheadAt`). */
export interface Anchor {
  status: 'playing' | 'paused';
  /** The wall-clock time of the playhead, epoch ms. */
  time: number;
  /** When it was there, epoch ms. */
  at: number;
  /** Seconds of footage a second; negative plays backwards. */
  speed: number;
}

export interface PlaybackSession {
  id: PlaybackSessionId;
  cameraId: CameraId;
  anchor: Anchor;
  /** Grows with every action. */
  version: number;
}
