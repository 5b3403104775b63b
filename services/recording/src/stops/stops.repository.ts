import { Inject, Injectable } from '@nestjs/common';
import type { CameraId, RecordingId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { announceLiveEvent, DATABASE, type NewLiveEvent, publishLiveEvent } from '@playhead/service-kit';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { selectSessions, toSession } from '../recordings/recordings.repository.ts';
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

type Candidates = SelectQueryBuilder<Database, 'milestone_recording_sessions', { id: string }>;

/** The SQL of stopping: claims with `FOR UPDATE SKIP LOCKED`, so that a stop happens once whoever else looks. */
@Injectable()
export class StopsRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** What is due by `now`: sessions at their end, and stops that failed or whose instance died. */
  claimDue(now: Date, claimedUntil: Date, limit: number): Promise<Claim[]> {
    return this.claim(claimedUntil, (candidates) =>
      candidates
        .where((where) =>
          where.or([
            where.and([where('status', '=', 'recording'), where('stops_at', '<=', now)]),
            where.and([where('status', '=', 'stopping'), where('claimed_until', '<=', now)]),
          ]),
        )
        .orderBy('stops_at')
        .limit(limit),
    );
  }

  /** The camera's running session, ahead of its time. */
  async claimNow(cameraId: CameraId, now: Date, claimedUntil: Date): Promise<Claim | undefined> {
    const [claim] = await this.claim(claimedUntil, (candidates) =>
      candidates
        .where('camera_id', '=', cameraId)
        .where((where) =>
          where.or([
            where('status', '=', 'recording'),
            where.and([where('status', '=', 'stopping'), where('claimed_until', '<=', now)]),
          ]),
        ),
    );
    return claim;
  }

  private async claim(claimedUntil: Date, narrow: (candidates: Candidates) => Candidates): Promise<Claim[]> {
    return this.database.transaction().execute(async (database) => {
      const candidates = database.selectFrom('milestone_recording_sessions').select('id');
      const found = await narrow(candidates).forUpdate().skipLocked().execute();
      if (found.length === 0) return [];

      const ids = found.map(({ id }) => id);
      const before = await selectSessions(database).where('session.id', 'in', ids).execute();
      await database
        .updateTable('milestone_recording_sessions')
        .set({ status: 'stopping', claimed_until: claimedUntil, updated_at: sql<Date>`NOW()` })
        .where('id', 'in', ids)
        .execute();
      return before.map((row) => ({ session: toSession(row), takenOver: row.status === 'stopping' }));
    });
  }

  /** Starts whose instance died between our row and the VMS's answer. */
  async claimInterruptedStarts(now: Date, claimedUntil: Date): Promise<Session[]> {
    return this.database.transaction().execute(async (database) => {
      const rows = await selectSessions(database)
        .where('session.status', '=', 'starting')
        .where('session.claimed_until', '<=', now)
        .forUpdate('session')
        .skipLocked()
        .execute();
      if (rows.length === 0) return [];
      await database
        .updateTable('milestone_recording_sessions')
        .set({ claimed_until: claimedUntil })
        .where(
          'id',
          'in',
          rows.map(({ id }) => id),
        )
        .execute();
      return rows.map(toSession);
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

  /** Running sessions whose progress was last told before `before`; each is given to one instance. */
  async claimProgress(now: Date, before: Date): Promise<Session[]> {
    return this.database.transaction().execute(async (database) => {
      const rows = await selectSessions(database)
        .where('session.status', 'in', ['recording', 'stopping'])
        .where((where) =>
          where(where.fn.coalesce('session.last_progress_at', 'session.start_time'), '<=', before),
        )
        .forUpdate('session')
        .skipLocked()
        .execute();
      if (rows.length === 0) return [];
      await database
        .updateTable('milestone_recording_sessions')
        .set({ last_progress_at: now })
        .where(
          'id',
          'in',
          rows.map(({ id }) => id),
        )
        .execute();
      return rows.map(toSession);
    });
  }

  async tellProgress(event: NewLiveEvent): Promise<void> {
    await announceLiveEvent(this.database, event);
  }
}
