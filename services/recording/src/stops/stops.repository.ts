import { Inject, Injectable } from '@nestjs/common';
import type { CameraId, RecordingId } from '@playhead/contracts';
import type { Database, RecordingSessionsTable } from '@playhead/database';
import { announceLiveEvent, DATABASE, type NewLiveEvent, publishLiveEvent } from '@playhead/service-kit';
import { type Kysely, sql, type Updateable } from 'kysely';
import {
  type SessionQuery,
  type SessionRow,
  selectSessions,
  toSession,
} from '../recordings/recordings.repository.ts';
import type { Session } from '../recordings/session.ts';

/** A session that this instance alone works on, until `claimedUntil`. */
export interface Claim {
  session: Session;
  /** Somebody tried before: what the VMS did of it is not known. */
  takenOver: boolean;
}

export interface Ending {
  state: 'stopped' | 'failed';
  endTime: Date;
  errorMessage: string | null;
}

/** The SQL of stopping: claims with `FOR UPDATE SKIP LOCKED`, so that a stop happens once whoever else looks. */
@Injectable()
export class StopsRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** What is due by `now`: sessions at their end, and stops that failed or whose instance died. */
  async claimDue(now: Date, claimedUntil: Date, limit: number): Promise<Claim[]> {
    const rows = await this.claim({ status: 'stopping', claimed_until: claimedUntil }, (sessions) =>
      sessions
        .where((where) =>
          where.or([
            where.and([where('session.status', '=', 'recording'), where('session.stops_at', '<=', now)]),
            where.and([where('session.status', '=', 'stopping'), where('session.claimed_until', '<=', now)]),
          ]),
        )
        .orderBy('session.stops_at')
        .limit(limit),
    );
    return rows.map(toClaim);
  }

  /** The camera's running session, ahead of its time. */
  async claimNow(cameraId: CameraId, now: Date, claimedUntil: Date): Promise<Claim | undefined> {
    const rows = await this.claim({ status: 'stopping', claimed_until: claimedUntil }, (sessions) =>
      sessions
        .where('session.camera_id', '=', cameraId)
        .where((where) =>
          where.or([
            where('session.status', '=', 'recording'),
            where.and([where('session.status', '=', 'stopping'), where('session.claimed_until', '<=', now)]),
          ]),
        ),
    );
    return rows.map(toClaim)[0];
  }

  /** Starts whose instance died between our row and the VMS's answer. */
  async claimInterruptedStarts(now: Date, claimedUntil: Date): Promise<Session[]> {
    const rows = await this.claim({ claimed_until: claimedUntil }, (sessions) =>
      sessions.where('session.status', '=', 'starting').where('session.claimed_until', '<=', now),
    );
    return rows.map(toSession);
  }

  /** Running sessions whose progress was last told before `before`; each is given to one instance. */
  async claimProgress(now: Date, before: Date): Promise<Session[]> {
    const rows = await this.claim({ last_progress_at: now }, (sessions) =>
      sessions
        .where('session.status', 'in', ['recording', 'stopping'])
        .where((where) =>
          where(where.fn.coalesce('session.last_progress_at', 'session.start_time'), '<=', before),
        ),
    );
    return rows.map(toSession);
  }

  /** Takes the sessions that nobody else is taking, and returns them as they were. */
  private claim(
    changes: Updateable<RecordingSessionsTable>,
    narrow: (sessions: SessionQuery) => SessionQuery,
  ): Promise<SessionRow[]> {
    return this.database.transaction().execute(async (database) => {
      const rows = await narrow(selectSessions(database)).forUpdate('session').skipLocked().execute();
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) {
        await database
          .updateTable('milestone_recording_sessions')
          .set({ ...changes, updated_at: sql<Date>`NOW()` })
          .where('id', 'in', ids)
          .execute();
      }
      return rows;
    });
  }

  /** The end of a session; everybody is told in the same transaction. */
  async finish(
    id: RecordingId,
    { state, endTime, errorMessage }: Ending,
    event: NewLiveEvent,
  ): Promise<void> {
    await this.database.transaction().execute(async (database) => {
      const { numUpdatedRows } = await database
        .updateTable('milestone_recording_sessions')
        .set({
          status: state,
          end_time: endTime,
          error_message: errorMessage,
          claimed_until: null,
          updated_at: sql<Date>`NOW()`,
        })
        .where('id', '=', id)
        .where('end_time', 'is', null)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) await publishLiveEvent(database, event);
    });
  }

  /** Gives the session back, to be tried again from `retryAt`; the operator sees why. */
  async retryAt(id: RecordingId, retryAt: Date, errorMessage: string): Promise<void> {
    await this.database
      .updateTable('milestone_recording_sessions')
      .set((set) => ({
        status: 'stopping',
        claimed_until: retryAt,
        stop_attempts: set('stop_attempts', '+', 1),
        error_message: errorMessage,
        updated_at: sql<Date>`NOW()`,
      }))
      .where('id', '=', id)
      .where('end_time', 'is', null)
      .execute();
  }

  /** When the next session ends; `undefined` while none runs. */
  async nextStop(): Promise<Date | undefined> {
    const row = await this.database
      .selectFrom('milestone_recording_sessions')
      .select('stops_at')
      .where('status', '=', 'recording')
      .orderBy('stops_at')
      .limit(1)
      .executeTakeFirst();
    return row?.stops_at;
  }

  async tellProgress(event: NewLiveEvent): Promise<void> {
    await announceLiveEvent(this.database, event);
  }
}

const toClaim = (row: SessionRow): Claim => ({
  session: toSession(row),
  takenOver: row.status === 'stopping',
});
