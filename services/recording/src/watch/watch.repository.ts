import { Inject, Injectable } from '@nestjs/common';
import type { RecordingId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import {
  type AuditEntry,
  AuditRepository,
  announceLiveEvent,
  DATABASE,
  type NewLiveEvent,
  publishLiveEvent,
} from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import type { Session } from '../recordings/session.ts';
import { type SessionQuery, selectSessions, toSession } from '../recordings/session-rows.ts';

export interface EndedByVms {
  id: RecordingId;
  endTime: Date;
  errorMessage: string;
  event: NewLiveEvent;
  entry: AuditEntry;
}

/** The SQL of looking after running sessions; each is given to one instance at a time. */
@Injectable()
export class WatchRepository {
  constructor(
    @Inject(DATABASE) private readonly database: Kysely<Database>,
    private readonly audit: AuditRepository,
  ) {}

  /** Running sessions about which the VMS was last asked before `before`; where `timed`, those due are the stop's. */
  claimUnchecked(now: Date, before: Date, limit: number, timed: boolean): Promise<Session[]> {
    return this.claim({ last_checked_at: now }, (sessions) =>
      sessions
        .where('session.status', '=', 'recording')
        .$if(timed, (due) => due.where('session.stops_at', '>', now))
        .where((where) =>
          where(where.fn.coalesce('session.last_checked_at', 'session.start_time'), '<=', before),
        )
        .limit(limit),
    );
  }

  /** The running sessions of these devices; where `timed`, those due are the stop's. */
  async runningOn(deviceIds: readonly string[], now: Date, timed: boolean): Promise<Session[]> {
    const rows = await selectSessions(this.database)
      .where('session.status', '=', 'recording')
      .$if(timed, (due) => due.where('session.stops_at', '>', now))
      .where('camera.milestone_device_id', '=', sql<string>`ANY(${[...deviceIds]}::text[])`)
      .execute();
    return rows.map(toSession);
  }

  /** Running sessions whose progress was last told before `before`, but those that are to be stopped right now. */
  claimProgress(now: Date, before: Date): Promise<Session[]> {
    return this.claim({ last_progress_at: now }, (sessions) =>
      sessions
        .where((where) =>
          where.or([
            where.and([where('session.status', '=', 'recording'), where('session.stops_at', '>', now)]),
            where.and([where('session.status', '=', 'stopping'), where('session.claimed_until', '>', now)]),
          ]),
        )
        .where((where) =>
          where(where.fn.coalesce('session.last_progress_at', 'session.start_time'), '<=', before),
        ),
    );
  }

  private claim(
    change: { last_checked_at: Date } | { last_progress_at: Date },
    narrow: (sessions: SessionQuery) => SessionQuery,
  ): Promise<Session[]> {
    return this.database.transaction().execute(async (database) => {
      const rows = await narrow(selectSessions(database)).forUpdate('session').skipLocked().execute();
      if (rows.length === 0) return [];
      await database
        .updateTable('milestone_recording_sessions')
        .set(change)
        .where('id', '=', sql<string>`ANY(${rows.map(({ id }) => id)}::uuid[])`)
        .execute();
      return rows.map(toSession);
    });
  }

  /** The VMS ended it. Nothing is changed when a stop of ours is under way or done: that one tells. */
  endedByVms({ id, endTime, errorMessage, event, entry }: EndedByVms): Promise<void> {
    return this.database.transaction().execute(async (database) => {
      const { numUpdatedRows } = await database
        .updateTable('milestone_recording_sessions')
        .set({
          status: 'stopped',
          end_time: endTime,
          ended_by: 'vms',
          ended_by_user: null,
          error_message: errorMessage,
          updated_at: sql<Date>`NOW()`,
        })
        .where('id', '=', id)
        .where('status', '=', 'recording')
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return;
      await this.audit.store([entry], database);
      await publishLiveEvent(database, event);
    });
  }

  async tellProgress(event: NewLiveEvent): Promise<void> {
    await announceLiveEvent(this.database, event);
  }
}
