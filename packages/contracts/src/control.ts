import { z } from 'zod';
import { CameraId, guid } from './ids.ts';
import { streamSpeeds } from './playback.ts';
import { Problem } from './problem.ts';
import { Instant } from './time.ts';

export const PlaybackSessionId = guid('a playback session')
  .brand<'PlaybackSessionId'>()
  .meta({ id: 'PlaybackSessionId' });
export type PlaybackSessionId = z.infer<typeof PlaybackSessionId>;

const actions = ['play', 'pause', 'seek', 'speed', 'step'] as const;

/**
 * What to do with a playback session (plan §8.4): `play` (from `timestamp`, at `speed`, where given), `pause`, `seek` to
 * `timestamp`, change the `speed`, or `step` one picture on (1) or back (-1). Without `sessionId` it is the caller's own
 * session of this camera, which the first `play` or `seek` begins.
 */
export const PlaybackControlRequest = z
  .object({
    action: z.enum(actions, { error: `action must be one of ${actions.join(', ')}.` }),
    timestamp: Instant.optional(),
    speed: z.literal(streamSpeeds, { error: `speed must be one of ${streamSpeeds.join(', ')}.` }).optional(),
    step: z.literal([-1, 1], { error: 'step must be -1 (back) or 1 (on).' }).default(1),
    sessionId: PlaybackSessionId.optional(),
  })
  .refine(({ action, timestamp }) => action !== 'seek' || timestamp !== undefined, {
    path: ['timestamp'],
    error: 'Give the timestamp to seek to.',
  })
  .refine(({ action, speed }) => action !== 'speed' || speed !== undefined, {
    path: ['speed'],
    error: `Give the speed, one of ${streamSpeeds.join(', ')}.`,
  })
  .meta({ id: 'PlaybackControlRequest' });
export type PlaybackControlRequest = z.infer<typeof PlaybackControlRequest>;

export const PlaybackStateQuery = z.object({ sessionId: PlaybackSessionId.optional() });
export type PlaybackStateQuery = z.infer<typeof PlaybackStateQuery>;

/**
 * Where a playback session is. `ended`: it played until there was no more footage in its direction, and `endedAt` says
 * what is there. `version` grows with every action.
 */
export const PlaybackState = z
  .object({
    sessionId: PlaybackSessionId,
    cameraId: CameraId,
    status: z.enum(['playing', 'paused', 'ended']),
    currentTime: Instant,
    speed: z.number(),
    version: z.number().int(),
    endedAt: z.enum(['live-edge', 'last-footage', 'first-footage']).optional(),
  })
  .meta({ id: 'PlaybackState' });
export type PlaybackState = z.infer<typeof PlaybackState>;

/** The first frame a client sends, within five seconds of opening `/api/v1/playback/ws`. */
export const PlaybackHello = z.object({ type: z.literal('authenticate'), token: z.string().min(1) });
export type PlaybackHello = z.infer<typeof PlaybackHello>;

/** Comes back with the answer, so that a client knows which message it answers. */
const reference = z.string().max(100).optional();

/**
 * What a client asks for: to be told of a session (its own of the camera, or the named one), to be told no more, or to
 * act on one, which joins it as well.
 */
export const PlaybackMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('join'),
    cameraId: CameraId,
    sessionId: PlaybackSessionId.optional(),
    reference,
  }),
  z.object({ type: z.literal('leave'), sessionId: PlaybackSessionId, reference }),
  z.object({ type: z.literal('control'), cameraId: CameraId, request: PlaybackControlRequest, reference }),
]);
export type PlaybackMessage = z.infer<typeof PlaybackMessage>;

/**
 * Why a session is over: nobody acted on it for long, it made room for another of its user, or its user or its camera is
 * gone.
 */
export const PlaybackSessionEnd = z.enum(['expired', 'displaced', 'removed']);
export type PlaybackSessionEnd = z.infer<typeof PlaybackSessionEnd>;

/**
 * What a client is told. `left`: by its own wish, because it may not see the camera any more, or because the session is over:
 * then `reason` says why, and `state` is the last one that is known.
 */
export const PlaybackNews = z.discriminatedUnion('type', [
  z.object({ type: z.literal('authenticated') }),
  z.object({ type: z.literal('state'), state: PlaybackState, reference }),
  z.object({
    type: z.literal('left'),
    sessionId: PlaybackSessionId,
    reason: PlaybackSessionEnd.optional(),
    state: PlaybackState.optional(),
    reference,
  }),
  z.object({ type: z.literal('problem'), problem: Problem, reference }),
]);
export type PlaybackNews = z.infer<typeof PlaybackNews>;
