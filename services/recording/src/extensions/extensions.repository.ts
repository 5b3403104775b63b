import { Inject, Injectable } from '@nestjs/common';
import type { CameraId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE, type NewLiveEvent, publishLiveEvent } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import type { Session } from '../recordings/session.ts';
import { selectSessions, toSession } from '../recordings/session-rows.ts';

@Injectable()
export class ExtensionsRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /**
   * Moves the end of the camera's running session; everybody is told. One statement decides against the sweep, which
   * locks the same row: either the end moves and nobody stops it before, or the stop was first and nothing is changed.
   * `undefined` when nothing could be extended by so much.
   */
  extend(
    cameraId: CameraId,
    additionalSeconds: number,
    tell: (session: Session) => NewLiveEvent,
  ): Promise<Session | undefined> {
    return this.database.transaction().execute(async (database) => {
      const extended = await database
        .updateTable('milestone_recording_sessions')
        .set((set) => ({
          stops_at: sql<Date>`stops_at + make_interval(secs => ${additionalSeconds})`,
          duration_seconds: set('duration_seconds', '+', additionalSeconds),
          updated_at: sql<Date>`NOW()`,
        }))
        .where('camera_id', '=', cameraId)
        .where('status', '=', 'recording')
        .where('ended_by', 'is', null)
        .where(
          sql<boolean>`duration_seconds + ${additionalSeconds} <= COALESCE(longest_seconds, duration_seconds)`,
        )
        .returning('id')
        .executeTakeFirst();
      if (extended === undefined) return undefined;
      const row = await selectSessions(database)
        .where('session.id', '=', extended.id)
        .executeTakeFirstOrThrow();
      const session = toSession(row);
      await publishLiveEvent(database, tell(session));
      return session;
    });
  }
}
