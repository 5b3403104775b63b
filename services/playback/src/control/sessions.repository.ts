import { Inject, Injectable } from '@nestjs/common';
import { CameraId, type PlaybackSessionEnd, PlaybackSessionId, type UserId } from '@playhead/contracts';
import type { Database, PlaybackSessionsTable } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type Selectable,
  type SqlBool,
  sql,
} from 'kysely';
import type { Anchor, PlaybackSession } from './playback-session.ts';
import { endedText } from './session-news.ts';

/** The PostgreSQL channel that tells what becomes of sessions (`SessionNews`). */
export const PLAYBACK_SESSIONS_CHANNEL = 'playhead_playback_sessions';

/** How many sessions somebody may have at once: more than any wall has tiles. */
export const MAX_SESSIONS = 256;
/** A session is in use so long after it was acted on, or a socket was seen to follow it, in ms. */
export const IN_USE_MS = 60_000;

/** `taken`: another request has just begun it. `full`: all that its user has are in use. */
export type BegunSession = { kind: 'begun'; session: PlaybackSession } | { kind: 'taken' } | { kind: 'full' };

export interface NewAnchor {
  anchor: Anchor;
  expiresAt: Date;
}

/** Playback sessions. Whoever acts on one says which version they saw, so that no action overwrites another unseen. */
@Injectable()
export class SessionsRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** A session of this camera, whoever began it; `undefined` when there is none, or it has expired. */
  async find(id: PlaybackSessionId, cameraId: CameraId, now: Date): Promise<PlaybackSession | undefined> {
    const row = await this.ofCamera(id, cameraId).where('expires_at', '>', now).executeTakeFirst();
    return row && toSession(row);
  }

  /** The same for one that has expired. */
  async findExpired(
    id: PlaybackSessionId,
    cameraId: CameraId,
    now: Date,
  ): Promise<PlaybackSession | undefined> {
    const row = await this.ofCamera(id, cameraId).where('expires_at', '<=', now).executeTakeFirst();
    return row && toSession(row);
  }

  /** Somebody's own session of a camera. */
  async findOwn(userId: UserId, cameraId: CameraId, now: Date): Promise<PlaybackSession | undefined> {
    const row = await this.database
      .selectFrom('playback_sessions')
      .selectAll()
      .where('user_id', '=', userId)
      .where('camera_id', '=', cameraId)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    return row && toSession(row);
  }

  /** Begins somebody's own session. What has expired gives way first, then what was not used for longest. */
  begin(
    userId: UserId,
    cameraId: CameraId,
    { anchor, expiresAt }: NewAnchor,
    now: Date,
  ): Promise<BegunSession> {
    return this.database.transaction().execute(async (transaction) => {
      await sql`SELECT pg_advisory_xact_lock(hashtext('playhead.playback-sessions'), hashtext(${userId}))`.execute(
        transaction,
      );
      await end(transaction, 'expired', (row) =>
        row.and([row('user_id', '=', userId), row('expires_at', '<=', now)]),
      );
      const own = await transaction
        .selectFrom('playback_sessions')
        .select(['id', 'camera_id', 'updated_at'])
        .where('user_id', '=', userId)
        .orderBy('updated_at')
        .execute();
      if (own.some(({ camera_id }) => camera_id === cameraId)) return { kind: 'taken' };
      const [unused] = own;
      if (unused !== undefined && own.length >= MAX_SESSIONS) {
        if (unused.updated_at.getTime() > now.getTime() - IN_USE_MS) return { kind: 'full' };
        await end(transaction, 'displaced', (row) => row('id', '=', unused.id));
      }
      const row = await transaction
        .insertInto('playback_sessions')
        .values({
          user_id: userId,
          camera_id: cameraId,
          ...toColumns(anchor),
          expires_at: expiresAt,
          updated_at: now,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return { kind: 'begun', session: await announced(transaction, row) };
    });
  }

  /** Somebody follows these; answers which of them there are. */
  async use(ids: readonly PlaybackSessionId[], now: Date): Promise<ReadonlySet<PlaybackSessionId>> {
    if (ids.length === 0) return new Set();
    const rows = await this.database
      .updateTable('playback_sessions')
      .set({ updated_at: now })
      .where('id', 'in', ids)
      .returning('id')
      .execute();
    return new Set(rows.map(({ id }) => PlaybackSessionId.parse(id)));
  }

  /** Moves the anchor; `undefined` when somebody else has acted since `seen` was read. */
  act(seen: PlaybackSession, { anchor, expiresAt }: NewAnchor): Promise<PlaybackSession | undefined> {
    return this.database.transaction().execute(async (transaction) => {
      const row = await transaction
        .updateTable('playback_sessions')
        .set({
          ...toColumns(anchor),
          expires_at: expiresAt,
          updated_at: new Date(anchor.at),
          version: seen.version + 1,
        })
        .where('id', '=', seen.id)
        .where('version', '=', seen.version)
        .returningAll()
        .executeTakeFirst();
      return row && announced(transaction, row);
    });
  }

  /** Ends what has expired. */
  sweep(now: Date): Promise<void> {
    return this.database
      .transaction()
      .execute((transaction) => end(transaction, 'expired', (row) => row('expires_at', '<=', now)));
  }

  private ofCamera(id: PlaybackSessionId, cameraId: CameraId) {
    return this.database
      .selectFrom('playback_sessions')
      .selectAll()
      .where('id', '=', id)
      .where('camera_id', '=', cameraId);
  }
}

/** Ends those that match, and tells who follows them. */
async function end(
  transaction: Kysely<Database>,
  reason: PlaybackSessionEnd,
  matches: (row: ExpressionBuilder<Database, 'playback_sessions'>) => Expression<SqlBool>,
): Promise<void> {
  const rows = await transaction.deleteFrom('playback_sessions').where(matches).returningAll().execute();
  for (const row of rows) {
    const text = endedText({ session: toSession(row), reason });
    await sql`SELECT pg_notify(${PLAYBACK_SESSIONS_CHANNEL}, ${text})`.execute(transaction);
  }
}

async function announced(transaction: Kysely<Database>, row: Selectable<PlaybackSessionsTable>) {
  await sql`SELECT pg_notify(${PLAYBACK_SESSIONS_CHANNEL}, ${row.id})`.execute(transaction);
  return toSession(row);
}

const toColumns = ({ status, time, at, speed }: Anchor) => ({
  status,
  anchor_time: new Date(time),
  anchored_at: new Date(at),
  speed,
});

const toSession = (row: Selectable<PlaybackSessionsTable>): PlaybackSession => ({
  id: PlaybackSessionId.parse(row.id),
  cameraId: CameraId.parse(row.camera_id),
  anchor: {
    status: row.status,
    time: row.anchor_time.getTime(),
    at: row.anchored_at.getTime(),
    speed: row.speed,
  },
  version: row.version,
});
