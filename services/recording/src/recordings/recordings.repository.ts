import { Inject, Injectable } from '@nestjs/common';
import { CameraId, RecordingId } from '@playhead/contracts';
import type { Database, RecordingSessionState } from '@playhead/database';
import { DATABASE, type NewLiveEvent, publishLiveEvent } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import type { Session } from './session.ts';

const ACTIVE = ['starting', 'recording', 'stopping'] as const;

/** PostgreSQL matches the conflict to the partial index by its text, so the states can't be parameters there. */
const literal = (state: RecordingSessionState) => sql<RecordingSessionState>`${sql.lit(state)}`;

const columns = [
  'session.id',
  'session.camera_id',
  'session.milestone_recording_id',
  'session.status',
  'session.start_time',
  'session.end_time',
  'session.stops_at',
  'session.duration_seconds',
  'session.triggered_by',
  'session.error_message',
  'session.stop_attempts',
  'camera.milestone_device_id',
] as const;

export interface NewSession {
  cameraId: CameraId;
  startTime: Date;
  stopsAt: Date;
  durationSeconds: number;
  triggeredBy: string;
  claimedUntil: Date;
}

@Injectable()
export class RecordingsRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** The camera's id in the VMS; `undefined` when we have no such camera. */
  async deviceOf(cameraId: CameraId): Promise<string | undefined> {
    const row = await this.database
      .selectFrom('cameras')
      .select('milestone_device_id')
      .where('id', '=', cameraId)
      .executeTakeFirst();
    return row?.milestone_device_id ?? undefined;
  }

  /** Claims the camera. The partial unique index decides between rivals; `undefined` for who came second. */
  async begin(session: NewSession): Promise<Session | undefined> {
    const row = await this.database
      .insertInto('milestone_recording_sessions')
      .values({
        camera_id: session.cameraId,
        start_time: session.startTime,
        stops_at: session.stopsAt,
        duration_seconds: session.durationSeconds,
        triggered_by: session.triggeredBy,
        status: 'starting',
        claimed_until: session.claimedUntil,
        milestone_recording_id: null,
        end_time: null,
        error_message: null,
        last_progress_at: null,
      })
      .onConflict((conflict) =>
        conflict.column('camera_id').where('status', 'in', ACTIVE.map(literal)).doNothing(),
      )
      .returning('id')
      .executeTakeFirst();
    return row && this.find(row.id);
  }

  /** The VMS records: `starting` becomes `recording`, and everybody is told. */
  async confirm(id: RecordingId, milestoneRecordingId: string, event: NewLiveEvent): Promise<void> {
    await this.database.transaction().execute(async (database) => {
      const { numUpdatedRows } = await database
        .updateTable('milestone_recording_sessions')
        .set({
          status: 'recording',
          milestone_recording_id: milestoneRecordingId,
          claimed_until: null,
          updated_at: sql<Date>`NOW()`,
        })
        .where('id', '=', id)
        .where('status', '=', 'starting')
        .executeTakeFirst();
      if (numUpdatedRows > 0n) await publishLiveEvent(database, event);
    });
  }

  /** The VMS did not start: the camera is free again. */
  async abandon(id: RecordingId, endTime: Date, errorMessage: string): Promise<void> {
    await this.database
      .updateTable('milestone_recording_sessions')
      .set({
        status: 'failed',
        end_time: endTime,
        error_message: errorMessage,
        claimed_until: null,
        updated_at: sql<Date>`NOW()`,
      })
      .where('id', '=', id)
      .where('status', '=', 'starting')
      .execute();
  }

  find(id: string): Promise<Session | undefined> {
    return this.one((query) => query.where('session.id', '=', id));
  }

  active(cameraId: CameraId): Promise<Session | undefined> {
    return this.one((query) =>
      query.where('session.camera_id', '=', cameraId).where('session.status', 'in', ACTIVE),
    );
  }

  /** The session that ended last; failed starts do not count as recordings. */
  last(cameraId: CameraId): Promise<Session | undefined> {
    return this.one((query) =>
      query
        .where('session.camera_id', '=', cameraId)
        .where('session.status', 'in', ['stopped', 'failed'])
        .where('session.milestone_recording_id', 'is not', null)
        .orderBy('session.end_time', 'desc')
        .limit(1),
    );
  }

  async allActive(): Promise<Session[]> {
    const rows = await this.sessions()
      .where('session.status', 'in', ACTIVE)
      .orderBy('session.start_time')
      .execute();
    return rows.map(toSession);
  }

  private async one(narrow: (query: SessionQuery) => SessionQuery): Promise<Session | undefined> {
    const row = await narrow(this.sessions()).executeTakeFirst();
    return row && toSession(row);
  }

  private sessions() {
    return selectSessions(this.database);
  }
}

/** Sessions with their camera's id in the VMS. */
export const selectSessions = (database: Kysely<Database>) =>
  database
    .selectFrom('milestone_recording_sessions as session')
    .innerJoin('cameras as camera', 'camera.id', 'session.camera_id')
    .select(columns);

export type SessionQuery = ReturnType<typeof selectSessions>;
export type SessionRow = Awaited<ReturnType<SessionQuery['executeTakeFirstOrThrow']>>;

export const toSession = (row: SessionRow): Session => ({
  id: RecordingId.parse(row.id),
  cameraId: CameraId.parse(row.camera_id),
  deviceId: row.milestone_device_id ?? '',
  milestoneRecordingId: row.milestone_recording_id,
  state: row.status,
  startTime: row.start_time,
  endTime: row.end_time,
  stopsAt: row.stops_at,
  durationSeconds: row.duration_seconds,
  triggeredBy: row.triggered_by,
  errorMessage: row.error_message,
  stopAttempts: row.stop_attempts,
});
