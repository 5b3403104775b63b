import { CameraId, ExportGap, ExportId, ProblemCode, UserId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Export, ExportFailure } from './export.ts';

/** The states in which somebody works on an export, or is going to. */
export const UNFINISHED = ['queued', 'running'] as const;

const Gaps = z.array(ExportGap);

/** Exports with the names of their camera and of whoever asked for them. */
export const selectExports = (database: Kysely<Database>) =>
  database
    .selectFrom('playback_exports as export')
    .innerJoin('cameras as camera', 'camera.id', 'export.camera_id')
    .innerJoin('users as user', 'user.id', 'export.user_id')
    .select([
      'export.id',
      'export.user_id',
      'user.username',
      'export.camera_id',
      'camera.name as camera_name',
      'export.start_time',
      'export.end_time',
      'export.reason',
      'export.status',
      'export.created_at',
      'export.due_at',
      'export.finished_at',
      'export.expires_at',
      'export.attempts',
      'export.run_first_part',
      'export.folder_id',
      'export.problem',
      'export.problem_detail',
      'export.problem_step',
      'export.bytes',
      'export.sha256',
      'export.gaps',
    ])
    .select(({ selectFrom }) => [
      sql<number | null>`extract(epoch FROM now() - export.run_started_at)::float8`.as('run_seconds'),
      selectFrom('playback_export_parts as part')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .whereRef('part.export_id', '=', 'export.id')
        .as('parts'),
      selectFrom('playback_export_parts as part')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .whereRef('part.export_id', '=', 'export.id')
        .where('part.status', '=', 'done')
        .as('parts_done'),
    ]);

type ExportRow = Awaited<ReturnType<ReturnType<typeof selectExports>['executeTakeFirstOrThrow']>>;

export function toExport(row: ExportRow): Export {
  const done = Number(row.parts_done);
  return {
    id: ExportId.parse(row.id),
    userId: UserId.parse(row.user_id),
    requestedBy: row.username,
    cameraId: CameraId.parse(row.camera_id),
    cameraName: row.camera_name,
    startTime: row.start_time,
    endTime: row.end_time,
    reason: row.reason,
    status: row.status,
    createdAt: row.created_at,
    dueAt: row.due_at,
    finishedAt: row.finished_at,
    expiresAt: row.expires_at,
    attempts: row.attempts,
    parts: { done, total: Number(row.parts) },
    run:
      row.status === 'running' && row.run_seconds !== null
        ? { seconds: row.run_seconds, parts: done - row.run_first_part }
        : undefined,
    failure: failureIn(row),
    folderId: row.folder_id ?? undefined,
    file:
      row.bytes === null || row.sha256 === null
        ? undefined
        : { bytes: Number(row.bytes), sha256: row.sha256 },
    gaps: row.gaps === null ? undefined : Gaps.parse(row.gaps),
  };
}

function failureIn({
  problem,
  problem_detail: detail,
  problem_step: step,
}: ExportRow): ExportFailure | undefined {
  const code = ProblemCode.safeParse(problem);
  if (!code.success || detail === null) return undefined;
  return { code: code.data, detail, step: step ?? undefined };
}

/** What is written of an export that is over: nobody has it, and it goes after so many days. */
export const ended = (keptDays: number) => ({
  claimed_by: null,
  claimed_until: null,
  run_started_at: null,
  finished_at: sql<Date>`now()`,
  expires_at: sql<Date>`now() + make_interval(days => ${keptDays})`,
});
