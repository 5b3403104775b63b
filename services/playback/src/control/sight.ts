import type { PlaybackState } from '@playhead/contracts';
import type { PlaybackSession } from './playback-session.ts';
import type { Playhead } from './playhead.service.ts';

/** Nobody looks more often whether footage has run out, in ms. */
const LOOK_LEAST_MS = 2_000;

/** A session as it was seen at a moment. */
export interface Sight {
  state: PlaybackState;
  /** When it may have changed by itself, epoch ms; `undefined` while only an action changes it. */
  lookAt: number | undefined;
}

export function sightOf(
  { id: sessionId, cameraId, anchor, version }: PlaybackSession,
  { status, time, endedAt, playsForMs }: Playhead,
  now: Date,
): Sight {
  return {
    state: {
      sessionId,
      cameraId,
      status,
      currentTime: new Date(time).toISOString(),
      speed: anchor.speed,
      version,
      ...(endedAt && { endedAt }),
    },
    lookAt: playsForMs === undefined ? undefined : now.getTime() + Math.max(LOOK_LEAST_MS, playsForMs),
  };
}
