import { z } from 'zod';
import { CameraStatus } from './cameras.ts';
import { BookmarkId, CameraId, UserId } from './ids.ts';
import { RecordingStatus } from './recordings.ts';
import { SyncCounts, SyncJobId, SyncStatus, VmsStatus } from './sync.ts';
import { Instant } from './time.ts';

const Envelope = z.object({ id: z.string(), at: Instant });
const CameraEnvelope = Envelope.extend({ cameraId: CameraId });

/** `status` is the camera's recording status after the event (plan appendix C.2). */
export const RecordingEvent = z.discriminatedUnion('type', [
  CameraEnvelope.extend({ type: z.literal('recording_started'), status: RecordingStatus }),
  CameraEnvelope.extend({
    type: z.literal('recording_progress'),
    status: RecordingStatus,
    /** Who made the recording longer, when that is what happened. */
    extendedBy: z.string().optional(),
  }),
  CameraEnvelope.extend({
    type: z.literal('recording_stopped'),
    status: RecordingStatus,
    outcome: z.enum(['stopped', 'failed']),
    error: z.string().optional(),
  }),
]);
export type RecordingEvent = z.infer<typeof RecordingEvent>;

/** What became of a bookmark. Its texts are not told: they are for those who may see recordings, events for everybody. */
export const BookmarkEvent = CameraEnvelope.extend({
  type: z.enum(['bookmark_created', 'bookmark_changed', 'bookmark_removed']),
  bookmarkId: BookmarkId,
});
export type BookmarkEvent = z.infer<typeof BookmarkEvent>;

/**
 * A camera came, was changed by somebody or by a sync, or was deleted. What it is like now is not told: ask for it. One
 * that was deleted is told to those who saw it.
 */
export const CameraEvent = CameraEnvelope.extend({
  type: z.enum(['camera_imported', 'camera_changed', 'camera_removed']),
});
export type CameraEvent = z.infer<typeof CameraEvent>;

/**
 * An administrator changed what this person may see or do, or their account. It reaches nobody else, and does not tell what
 * holds now: ask for it.
 */
export const AccessEvent = Envelope.extend({ type: z.literal('access_changed'), userId: UserId });
export type AccessEvent = z.infer<typeof AccessEvent>;

const VmsEvent = z.discriminatedUnion('type', [
  CameraEnvelope.extend({
    type: z.literal('camera_status'),
    status: CameraStatus,
    lastOnlineAt: Instant.nullable(),
  }),
  Envelope.extend({ type: z.literal('vms_status'), ...VmsStatus.shape }),
  Envelope.extend({
    type: z.literal('sync_progress'),
    syncJobId: SyncJobId,
    status: SyncStatus,
    ...SyncCounts.shape,
  }),
]);

/** What `/ws` tells. Those with neither a `cameraId` nor a `userId` are for everybody. */
export const LiveEvent = z
  .discriminatedUnion('type', [
    ...RecordingEvent.options,
    ...VmsEvent.options,
    CameraEvent,
    BookmarkEvent,
    AccessEvent,
  ])
  .meta({ id: 'LiveEvent' });
export type LiveEvent = z.infer<typeof LiveEvent>;
export type LiveEventType = LiveEvent['type'];

/** Which camera an event is about, if it is about one. */
export const cameraOf = (event: LiveEvent): CameraId | undefined =>
  'cameraId' in event ? event.cameraId : undefined;

/** Who alone is told of an event, if it is for one person. */
export const personOf = (event: LiveEvent): UserId | undefined =>
  'userId' in event ? event.userId : undefined;

/**
 * The first frame a client sends, within five seconds of opening `/ws`. With `lastEventId` come first the events that
 * were stored after that one.
 */
export const LiveHello = z
  .object({ type: z.literal('authenticate'), token: z.string().min(1), lastEventId: z.string().optional() })
  .meta({ id: 'LiveHello' });
export type LiveHello = z.infer<typeof LiveHello>;

/**
 * The server's answer to a good hello; events follow. To a client that gave no `lastEventId` it says one.
 * `aliveSeconds` is a promise: from now on it says `alive` that often at least, so that who hears nothing for much
 * longer knows that the connection is dead.
 */
export const LiveReady = z
  .object({
    type: z.literal('authenticated'),
    lastEventId: z.string().optional(),
    aliveSeconds: z.number().positive().optional(),
  })
  .meta({ id: 'LiveReady' });
export type LiveReady = z.infer<typeof LiveReady>;

/** Missed events can't be told one by one: read everything again, and go on from `lastEventId`. */
export const LiveResync = z
  .object({ type: z.literal('resync'), lastEventId: z.string().optional() })
  .meta({ id: 'LiveResync' });
export type LiveResync = z.infer<typeof LiveResync>;

/** A sign of life that a page can see, as it can't see the pings of the protocol. */
export const LiveAlive = z.object({ type: z.literal('alive') }).meta({ id: 'LiveAlive' });
export type LiveAlive = z.infer<typeof LiveAlive>;

export const LiveMessage = z.union([LiveReady, LiveResync, LiveAlive, LiveEvent]);
export type LiveMessage = z.infer<typeof LiveMessage>;

/** Close codes of `/ws`. */
export const liveCloseCodes = {
  tryAgainLater: 1013,
  signInRequired: 4401,
  tokenExpired: 4403,
  permissionMissing: 4405,
  tooSlow: 4408,
} as const;
