import { CameraId, PlaybackSessionEnd, PlaybackSessionId } from '@playhead/contracts';
import { z } from 'zod';
import type { PlaybackSession } from './playback-session.ts';

/** A session that is over: it is in no table any more. */
export interface EndedSession {
  session: PlaybackSession;
  reason: PlaybackSessionEnd;
}

/** What the channel of playback sessions tells: that somebody acted on one, or that one is over. */
export type SessionNews =
  | { kind: 'changed'; sessionId: PlaybackSessionId }
  | ({ kind: 'over' } & EndedSession);

const Ended = z.object({
  reason: PlaybackSessionEnd,
  session: z.object({
    id: PlaybackSessionId,
    cameraId: CameraId,
    anchor: z.object({
      status: z.enum(['playing', 'paused']),
      time: z.number(),
      at: z.number(),
      speed: z.number(),
    }),
    version: z.number(),
  }),
});

export const endedText = (ended: EndedSession): string => JSON.stringify(ended);

/** `undefined` for what an instance of another version may say. */
export function readNews(text: string): SessionNews | undefined {
  const id = PlaybackSessionId.safeParse(text);
  if (id.success) return { kind: 'changed', sessionId: id.data };
  if (!text.startsWith('{')) return undefined;
  const ended = Ended.safeParse(JSON.parse(text));
  return ended.success ? { kind: 'over', ...ended.data } : undefined;
}
