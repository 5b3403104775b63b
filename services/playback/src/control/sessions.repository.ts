import { Inject, Injectable } from '@nestjs/common';
import { CameraId, PlaybackSessionId, type UserId } from '@playhead/contracts';
import type { Database, PlaybackSessionsTable } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Anchor, PlaybackSession } from './playback-session.ts';

/** The PostgreSQL channel that tells which session was acted on: the payload is its id. */
export const PLAYBACK_SESSIONS_CHANNEL = 'playhead_playback_sessions';

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
    const row = await this.database
      .selectFrom('playback_sessions')
      .selectAll()
      .where('id', '=', id)
      .where('camera_id', '=', cameraId)
      .where('expires_at', '>', now)
      .executeTakeFirst();
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

  /** Begins somebody's own session; `undefined` when another request has just done so. An expired one gives way. */
  begin(
    userId: UserId,
    cameraId: CameraId,
    { anchor, expiresAt }: NewAnchor,
    now: Date,
  ): Promise<PlaybackSession | undefined> {
    return this.database.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('playback_sessions')
        .where('user_id', '=', userId)
        .where('camera_id', '=', cameraId)
        .where('expires_at', '<=', now)
        .execute();
      const row = await transaction
        .insertInto('playback_sessions')
        .values({ user_id: userId, camera_id: cameraId, ...toColumns(anchor), expires_at: expiresAt })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll()
        .executeTakeFirst();
      return row && announced(transaction, row);
    });
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

  /** Answers how many had expired. */
  async sweep(now: Date): Promise<number> {
    const { numDeletedRows } = await this.database
      .deleteFrom('playback_sessions')
      .where('expires_at', '<=', now)
      .executeTakeFirst();
    return Number(numDeletedRows);
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
