import { CameraId, type EndedBy, ProblemCode, RecordingId } from '@playhead/contracts';
import type { Database, RecordingSessionState } from '@playhead/database';
import type { VisibleCameras } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import type { Session, StopFailure } from './session.ts';

/** The states in which a session holds its camera. */
export const ACTIVE = ['starting', 'recording', 'stopping'] as const;

/** PostgreSQL matches the conflict to the partial index by its text, so the states can't be parameters there. */
export const activeLiterals = ACTIVE.map((state) => sql<RecordingSessionState>`${sql.lit(state)}`);

const columns = [
  'session.id',
  'session.camera_id',
  'session.milestone_recording_id',
  'session.status',
  'session.start_time',
  'session.end_time',
  'session.stops_at',
  'session.duration_seconds',
  'session.longest_seconds',
  'session.triggered_by',
  'session.reason',
  'session.ended_by',
  'session.ended_by_user',
  'session.error_message',
  'session.stop_attempts',
  'session.stop_problem',
  'session.claimed_by',
  'session.claimed_until',
  'camera.name as camera_name',
  'camera.milestone_device_id',
] as const;

/** Sessions with their camera's name and its id in the VMS. */
export const selectSessions = (database: Kysely<Database>) =>
  database
    .selectFrom('milestone_recording_sessions as session')
    .innerJoin('cameras as camera', 'camera.id', 'session.camera_id')
    .select(columns);

/** The camera's session that ended last; failed starts do not count as recordings. */
export async function lastRecorded(
  database: Kysely<Database>,
  cameraId: CameraId,
): Promise<Session | undefined> {
  const row = await selectSessions(database)
    .where('session.camera_id', '=', cameraId)
    .where('session.status', 'in', ['stopped', 'failed'])
    .where('session.milestone_recording_id', 'is not', null)
    .orderBy('session.end_time', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toSession(row);
}

/** Narrows sessions to the cameras that somebody sees. */
export const ofVisible = (visible: VisibleCameras) =>
  visible === 'all' ? sql<boolean>`TRUE` : sql<boolean>`session.camera_id = ANY(${[...visible]}::uuid[])`;

/** Narrows sessions to all but these. */
export const noneOf = (ids: readonly string[]) => sql<boolean>`session.id <> ALL(${[...ids]}::uuid[])`;

export type SessionQuery = ReturnType<typeof selectSessions>;
export type SessionRow = Awaited<ReturnType<SessionQuery['executeTakeFirstOrThrow']>>;

export const toSession = (row: SessionRow): Session => ({
  id: RecordingId.parse(row.id),
  cameraId: CameraId.parse(row.camera_id),
  cameraName: row.camera_name,
  deviceId: row.milestone_device_id ?? '',
  milestoneRecordingId: row.milestone_recording_id,
  state: row.status,
  startTime: row.start_time,
  endTime: row.end_time,
  stopsAt: row.stops_at,
  durationSeconds: row.duration_seconds,
  longestSeconds: row.longest_seconds ?? row.duration_seconds,
  triggeredBy: row.triggered_by,
  reason: row.reason,
  endedBy: enderOfRow(row),
  errorMessage: row.error_message,
  stopAttempts: row.stop_attempts,
  stopFailure: stopFailureOfRow(row),
});

function stopFailureOfRow(row: SessionRow): StopFailure | null {
  const { status, stop_problem: problem, error_message: detail } = row;
  if (status !== 'stopping' || problem === null || detail === null) return null;
  const retryAt = row.claimed_by === null ? row.claimed_until : null;
  return { code: ProblemCode.parse(problem), detail, retryAt };
}

function enderOfRow({ ended_by: kind, ended_by_user: username }: SessionRow): EndedBy | null {
  if (kind === null) return null;
  return username === null ? { kind } : { kind, username };
}
