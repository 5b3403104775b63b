import { Inject, Injectable } from '@nestjs/common';
import { type CameraId, type EndedBy, type ProblemCode, RecordingId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import {
  type AuditEntry,
  AuditRepository,
  announceLiveEvent,
  DATABASE,
  type NewLiveEvent,
  publishLiveEvents,
} from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import { Batches } from '../batches/batches.ts';
import type { Claiming } from '../leases/leases.service.ts';
import type { Session } from '../recordings/session.ts';
import {
  ACTIVE,
  noneOf,
  type SessionQuery,
  type SessionRow,
  selectSessions,
  toSession,
} from '../recordings/session-rows.ts';

/** A session that this instance alone works on, until its lease runs out. */
export interface Claim {
  session: Session;
  /** Somebody tried before: what the VMS did of it is not known. */
  takenOver: boolean;
}

export interface Ending {
  id: RecordingId;
  owner: string;
  endTime: Date;
  endedBy: EndedBy;
  event: NewLiveEvent;
  /** For the trail, where nobody's request stands for this end. */
  entry?: AuditEntry;
}

export interface FailedStop {
  id: RecordingId;
  owner: string;
  retryAt: Date;
  code: ProblemCode;
  /** What happened, in the operator's words. */
  detail: string;
  event: NewLiveEvent;
}

/** The SQL of stopping: claims with `FOR UPDATE SKIP LOCKED`, so that a stop happens once whoever else looks. */
@Injectable()
export class StopsRepository {
  private readonly endings = new Batches<Ending, boolean>((all) => this.finishAll(all));

  constructor(
    @Inject(DATABASE) private readonly database: Kysely<Database>,
    private readonly audit: AuditRepository,
  ) {}

  /**
   * What is due by `now`: sessions at their end where `timed`, those whose end was asked for before they had begun, and
   * stops that failed or whose instance died.
   */
  claimDue(claiming: () => Claiming, limit: number, timed: boolean): Promise<Claim[]> {
    return this.claim(claiming, { kind: 'timer' }, (sessions, { now, underWay }) =>
      sessions
        .where((where) =>
          where.or([
            where.and([
              where('session.status', '=', 'stopping'),
              where('session.claimed_until', '<=', now),
              noneOf(underWay),
            ]),
            where.and([
              where('session.status', '=', 'recording'),
              timed
                ? where.or([where('session.stops_at', '<=', now), where('session.ended_by', 'is not', null)])
                : where('session.ended_by', 'is not', null),
            ]),
          ]),
        )
        .orderBy('session.stops_at')
        .limit(limit)
        .skipLocked(),
    );
  }

  /**
   * The camera's running session, ahead of its time; also one whose stop waits for its next try. Waits for whoever
   * holds the row for a moment.
   */
  async claimNow(cameraId: CameraId, claiming: () => Claiming, username: string): Promise<Claim | undefined> {
    const [claim] = await this.claim(claiming, { kind: 'user', username }, (sessions, { now, underWay }) =>
      sessions
        .where('session.camera_id', '=', cameraId)
        .where((where) =>
          where.or([
            where('session.status', '=', 'recording'),
            where.and([
              where('session.status', '=', 'stopping'),
              where.or([where('session.claimed_until', '<=', now), where('session.claimed_by', 'is', null)]),
              noneOf(underWay),
            ]),
          ]),
        ),
    );
    return claim;
  }

  /**
   * Remembers that the session that the camera is just starting is to end as soon as it has begun: whoever finds out
   * that it has, sees it. `undefined` when none is starting.
   */
  async wishForEnd(cameraId: CameraId, username: string): Promise<RecordingId | undefined> {
    const row = await this.database
      .updateTable('milestone_recording_sessions')
      .set({ ...endedBy({ kind: 'user', username }), updated_at: sql<Date>`NOW()` })
      .where('camera_id', '=', cameraId)
      .where('status', '=', 'starting')
      .returning('id')
      .executeTakeFirst();
    return row && RecordingId.parse(row.id);
  }

  /** Takes sessions. Who ends a session is who was first to want it. */
  private claim(
    claiming: () => Claiming,
    by: EndedBy,
    narrow: (sessions: SessionQuery, claiming: Claiming) => SessionQuery,
  ): Promise<Claim[]> {
    return this.database.transaction().execute(async (database) => {
      const claimed = claiming();
      const rows = await narrow(selectSessions(database), claimed).forUpdate('session').execute();
      if (rows.length === 0) return [];
      await database
        .updateTable('milestone_recording_sessions')
        .set({ ...claimed.lease, ...endedBy(by), status: 'stopping', updated_at: sql<Date>`NOW()` })
        .where('id', '=', sql<string>`ANY(${rows.map(({ id }) => id)}::uuid[])`)
        .execute();
      return rows.map((row) => toClaim(row, by));
    });
  }

  /**
   * The end of a session; everybody is told in the same transaction, and the trail has it. False when this owner has
   * lost the session: the one who took it over writes its end.
   */
  finish(ending: Ending): Promise<boolean> {
    return this.endings.add(ending);
  }

  private finishAll(endings: readonly Ending[]): Promise<boolean[]> {
    const rows = endings.map(({ id, owner, endTime, endedBy }) => ({ id, owner, endTime, ...endedBy }));
    return this.database.transaction().execute(async (database) => {
      const { rows: ended } = await sql<{ id: string }>`
        UPDATE milestone_recording_sessions AS session
        SET status = 'stopped', end_time = ending."endTime", ended_by = ending.kind,
            ended_by_user = ending.username, error_message = NULL, stop_problem = NULL, claimed_until = NULL, claimed_by = NULL,
            updated_at = NOW()
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
            AS ending(id UUID, owner UUID, "endTime" TIMESTAMPTZ, kind TEXT, username TEXT)
        WHERE session.id = ending.id AND session.status = 'stopping' AND session.claimed_by = ending.owner
        RETURNING session.id`.execute(database);
      const ids = new Set(ended.map(({ id }) => id));
      const written = endings.filter(({ id }) => ids.has(id));
      await this.audit.store(
        written.flatMap(({ entry }) => entry ?? []),
        database,
      );
      await publishLiveEvents(
        database,
        written.map(({ event }) => event),
      );
      return endings.map(({ id }) => ids.has(id));
    });
  }

  /** Gives the session back, to be tried again from `retryAt`; who looks at it is told why. */
  retryAt({ id, owner, retryAt, code, detail, event }: FailedStop): Promise<void> {
    return this.database.transaction().execute(async (database) => {
      const { numUpdatedRows } = await database
        .updateTable('milestone_recording_sessions')
        .set((set) => ({
          claimed_until: retryAt,
          claimed_by: null,
          stop_attempts: set('stop_attempts', '+', 1),
          stop_problem: code,
          error_message: detail,
          updated_at: sql<Date>`NOW()`,
        }))
        .where('id', '=', id)
        .where('claimed_by', '=', owner)
        .executeTakeFirst();
      if (numUpdatedRows > 0n) await announceLiveEvent(database, event);
    });
  }

  /** When there will be work: a session's end where `timed`, a lease's end; `undefined` while there is none. */
  async nextWork(timed: boolean): Promise<Date | undefined> {
    const { at } = await this.database
      .selectFrom('milestone_recording_sessions')
      .select((select) =>
        select.fn
          .min<Date | null>(
            select
              .case()
              .when('status', '!=', 'recording')
              .then(select.ref('claimed_until'))
              .when('ended_by', 'is not', null)
              .then(select.ref('updated_at'))
              .when(select.val(timed))
              .then(select.ref('stops_at'))
              .end(),
          )
          .as('at'),
      )
      .where('status', 'in', ACTIVE)
      .executeTakeFirstOrThrow();
    return at ?? undefined;
  }
}

/** Who was first to want the end of a session is who ends it. */
const endedBy = ({ kind, username }: EndedBy) => ({
  ended_by: sql<EndedBy['kind']>`COALESCE(ended_by, ${kind})`,
  ended_by_user: sql<
    string | null
  >`CASE WHEN ended_by IS NULL THEN ${username ?? null} ELSE ended_by_user END`,
});

const toClaim = (row: SessionRow, by: EndedBy): Claim => {
  const session = toSession(row);
  return {
    session: { ...session, state: 'stopping', endedBy: session.endedBy ?? by },
    takenOver: row.status === 'stopping',
  };
};
