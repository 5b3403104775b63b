import { Inject, Injectable } from '@nestjs/common';
import { type CameraId, RecordingId } from '@playhead/contracts';
import { type Database, violates } from '@playhead/database';
import { DATABASE, type NewLiveEvent, publishLiveEvent, publishLiveEvents } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import { Batches } from '../batches/batches.ts';
import type { Claiming, Lease } from '../leases/leases.service.ts';
import type { Session } from '../recordings/session.ts';
import {
  ACTIVE,
  activeLiterals,
  lastRecorded,
  noneOf,
  selectSessions,
  toSession,
} from '../recordings/session-rows.ts';

export interface NewSession {
  cameraId: CameraId;
  startTime: Date;
  stopsAt: Date;
  durationSeconds: number;
  longestSeconds: number;
  triggeredBy: string;
  reason: string | null;
}

/** What became of a wish to begin. */
export type Begun =
  | { outcome: 'begun'; id: RecordingId; session: NewSession }
  | { outcome: 'camera-taken' }
  | { outcome: 'camera-gone' }
  | { outcome: 'limit-reached'; active: number };

export interface Confirmation {
  id: RecordingId;
  milestoneRecordingId: string;
  event: NewLiveEvent;
}

/** `stop-wanted`: it runs, and somebody asked for its end before it did. `settled`: another instance was first. */
export type Confirmed = 'confirmed' | 'stop-wanted' | 'settled';

export interface Failure {
  owner: string;
  endTime: Date;
  errorMessage: string;
}

/** Whoever begins a session under a limit waits for this, so that two can't take the last place. */
const LIMIT_LOCK = sql`SELECT pg_advisory_xact_lock(hashtext('playhead.recording-limit'))`;

/** Undoes the insert. */
class LimitReached extends Error {
  constructor(readonly active: number) {
    super('The limit of concurrent recordings is reached.');
  }
}

/** The SQL of starting: a row before the VMS is asked, so that a start that dies half-way leaves a trace. */
@Injectable()
export class StartsRepository {
  private readonly confirmations = new Batches<Confirmation, Confirmed>((all) => this.confirmAll(all));

  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /**
   * Claims the camera. The partial unique index decides between rivals. `limit` 0 is none. Session and lease are made
   * when their turn has come: with hundreds of starts at once that may be seconds later, and a lease must not have run
   * out by then.
   */
  async begin(draft: () => NewSession, lease: () => Lease, limit: number): Promise<Begun> {
    try {
      if (limit === 0) {
        return await this.database
          .connection()
          .execute((database) => this.insert(database, draft(), lease()));
      }
      return await this.database.transaction().execute(async (database) => {
        await LIMIT_LOCK.execute(database);
        const begun = await this.insert(database, draft(), lease());
        const active = begun.outcome === 'begun' ? await this.countActive(database) : 0;
        if (active > limit) throw new LimitReached(active - 1);
        return begun;
      });
    } catch (error) {
      if (error instanceof LimitReached) return { outcome: 'limit-reached', active: error.active };
      if (violates(error, 'foreign-key')) return { outcome: 'camera-gone' };
      throw error;
    }
  }

  private async insert(database: Kysely<Database>, session: NewSession, lease: Lease): Promise<Begun> {
    const row = await database
      .insertInto('milestone_recording_sessions')
      .values({
        ...lease,
        camera_id: session.cameraId,
        start_time: session.startTime,
        stops_at: session.stopsAt,
        duration_seconds: session.durationSeconds,
        longest_seconds: session.longestSeconds,
        triggered_by: session.triggeredBy,
        reason: session.reason,
        status: 'starting',
      })
      .onConflict((conflict) =>
        conflict.column('camera_id').where('status', 'in', activeLiterals).doNothing(),
      )
      .returning('id')
      .executeTakeFirst();
    if (row === undefined) return { outcome: 'camera-taken' };
    return { outcome: 'begun', id: RecordingId.parse(row.id), session };
  }

  private async countActive(database: Kysely<Database>): Promise<number> {
    const { active } = await database
      .selectFrom('milestone_recording_sessions')
      .select((select) => select.fn.countAll<string>().as('active'))
      .where('status', 'in', ACTIVE)
      .executeTakeFirstOrThrow();
    return Number(active);
  }

  /**
   * The VMS records: `starting` becomes `recording`, and everybody is told. Whoever learns it may say so, also who stood
   * still and was taken for dead: it is a fact, and must reach the row before somebody else gives up on it (decision 18).
   */
  confirm(confirmation: Confirmation): Promise<Confirmed> {
    return this.confirmations.add(confirmation);
  }

  private confirmAll(all: readonly Confirmation[]): Promise<Confirmed[]> {
    const rows = all.map(({ event, ...row }) => ({ ...row, at: event.at }));
    return this.database.transaction().execute(async (database) => {
      // Two instances may bring the same news: rows are locked in one order, so that they can't wait for each other.
      const { rows: confirmed } = await sql<{ id: string; stopWanted: boolean }>`
        WITH start AS (
          SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            AS start(id UUID, "milestoneRecordingId" TEXT, at TIMESTAMPTZ)
        ), locked AS MATERIALIZED (
          SELECT session.id FROM milestone_recording_sessions AS session JOIN start ON start.id = session.id
          WHERE session.status = 'starting' ORDER BY session.id FOR UPDATE OF session
        )
        UPDATE milestone_recording_sessions AS session
        SET status = 'recording', milestone_recording_id = start."milestoneRecordingId", claimed_until = NULL,
            claimed_by = NULL, last_checked_at = start.at, updated_at = NOW()
        FROM locked JOIN start ON start.id = locked.id
        WHERE session.id = locked.id
        RETURNING session.id, session.ended_by IS NOT NULL AS "stopWanted"`.execute(database);
      const wanted = new Map(confirmed.map(({ id, stopWanted }) => [id, stopWanted]));
      await publishLiveEvents(
        database,
        all.filter(({ id }) => wanted.has(id)).map(({ event }) => event),
      );
      return all.map(({ id }) => outcomeOf(wanted.get(id)));
    });
  }

  /**
   * The VMS records what was given up: the session comes back, to be stopped by the sweep, whose stops are retried and
   * shown. False when the camera has another session by now, or this one is not a start that failed.
   */
  async stopLateStart(id: RecordingId, milestoneRecordingId: string, now: Date): Promise<boolean> {
    try {
      const { numUpdatedRows } = await this.database
        .updateTable('milestone_recording_sessions')
        .set({
          status: 'stopping',
          milestone_recording_id: milestoneRecordingId,
          end_time: null,
          error_message: null,
          claimed_until: now,
          claimed_by: null,
          updated_at: sql<Date>`NOW()`,
        })
        .where('id', '=', id)
        .where('status', '=', 'failed')
        .where('milestone_recording_id', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    } catch (error) {
      if (violates(error, 'unique')) return false;
      throw error;
    }
  }

  /** The VMS did not start: the camera is free again, and everybody who saw it start is told. Only by its owner. */
  abandon(
    { id, cameraId }: Pick<Session, 'id' | 'cameraId'>,
    { owner, endTime, errorMessage }: Failure,
    tell: (last: Session | undefined) => NewLiveEvent,
  ): Promise<void> {
    return this.database.transaction().execute(async (database) => {
      const { numUpdatedRows } = await database
        .updateTable('milestone_recording_sessions')
        .set({
          status: 'failed',
          end_time: endTime,
          ended_by: null,
          ended_by_user: null,
          error_message: errorMessage,
          claimed_until: null,
          claimed_by: null,
          updated_at: sql<Date>`NOW()`,
        })
        .where('id', '=', id)
        .where('status', '=', 'starting')
        .where('claimed_by', '=', owner)
        .executeTakeFirst();
      if (numUpdatedRows === 0n) return;
      await publishLiveEvent(database, tell(await lastRecorded(database, cameraId)));
    });
  }

  /** Starts whose instance died between our row and the VMS's answer; each is given to one instance. */
  claimInterrupted(claiming: () => Claiming, limit: number): Promise<Session[]> {
    return this.database.transaction().execute(async (database) => {
      const { now, lease, underWay } = claiming();
      const rows = await selectSessions(database)
        .where('session.status', '=', 'starting')
        .where('session.claimed_until', '<=', now)
        .where(noneOf(underWay))
        .orderBy('session.claimed_until')
        .limit(limit)
        .forUpdate('session')
        .skipLocked()
        .execute();
      const ids = rows.map(({ id }) => id);
      if (ids.length > 0) {
        await database
          .updateTable('milestone_recording_sessions')
          .set(lease)
          .where('id', 'in', ids)
          .execute();
      }
      return rows.map(toSession);
    });
  }

  /** Gives an interrupted start back, to be looked at again later. */
  async lookAgainAt(id: RecordingId, owner: string, time: Date): Promise<void> {
    await this.database
      .updateTable('milestone_recording_sessions')
      .set({ claimed_until: time, claimed_by: null })
      .where('id', '=', id)
      .where('status', '=', 'starting')
      .where('claimed_by', '=', owner)
      .execute();
  }
}

const outcomeOf = (stopWanted: boolean | undefined): Confirmed =>
  stopWanted === undefined ? 'settled' : stopWanted ? 'stop-wanted' : 'confirmed';
