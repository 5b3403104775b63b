import { Inject, Injectable } from '@nestjs/common';
import {
  type CameraId,
  ExportId,
  type ExportQuery,
  type ExportRequest,
  type UserId,
} from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE, type VisibleCameras } from '@playhead/service-kit';
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import { toRange } from '../footage/footage.ts';
import type { Export } from './export.ts';
import { ended, selectExports, toExport, UNFINISHED } from './export-rows.ts';
import { partsOf } from './parts-of.ts';

/** The newest footage may still be on its way into the VMS, in seconds: work on it begins so much later. */
const SETTLED_SECONDS = 10;

export interface NewExport {
  userId: UserId;
  cameraId: CameraId;
  request: ExportRequest;
  /** How many of theirs may be unfinished. */
  most: number;
  partSeconds: number;
}

export interface ExportPage {
  exports: Export[];
  total: number;
}

/** The exports as people see them and act on them. */
@Injectable()
export class ExportsRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** `undefined` when too many of theirs are unfinished. */
  create({ userId, cameraId, request, most, partSeconds }: NewExport): Promise<ExportId | undefined> {
    const range = toRange(request);
    return this.database.transaction().execute(async (transaction) => {
      // One at a time for each person, so that two requests do not both find the last place free.
      await transaction.selectFrom('users').select('id').where('id', '=', userId).forUpdate().execute();
      const { unfinished } = await transaction
        .selectFrom('playback_exports')
        .select(({ fn }) => fn.countAll<string>().as('unfinished'))
        .where('user_id', '=', userId)
        .where('status', 'in', UNFINISHED)
        .executeTakeFirstOrThrow();
      if (Number(unfinished) >= most) return undefined;
      const row = await transaction
        .insertInto('playback_exports')
        .values({
          user_id: userId,
          camera_id: cameraId,
          start_time: range.startTime,
          end_time: range.endTime,
          reason: request.reason ?? null,
          due_at: sql<Date>`greatest(now(), ${range.endTime}::timestamptz + make_interval(secs => ${SETTLED_SECONDS}))`,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await transaction
        .insertInto('playback_export_parts')
        .values(
          partsOf(range, partSeconds).map(({ startTime, endTime }, position) => ({
            export_id: row.id,
            position,
            start_time: startTime,
            end_time: endTime,
          })),
        )
        .execute();
      return ExportId.parse(row.id);
    });
  }

  async find(id: ExportId): Promise<Export | undefined> {
    const row = await selectExports(this.database).where('export.id', '=', id).executeTakeFirst();
    return row && toExport(row);
  }

  /** Newest first; only somebody's own where `userId` is given. */
  async page(query: ExportQuery, visible: VisibleCameras, userId: UserId | undefined): Promise<ExportPage> {
    const matching = conditions(query, visible, userId);
    const [rows, { total }] = await Promise.all([
      selectExports(this.database)
        .where((where) => where.and(matching))
        .orderBy('export.created_at', 'desc')
        .orderBy('export.id')
        .limit(query.limit)
        .offset(query.offset)
        .execute(),
      this.database
        .selectFrom('playback_exports as export')
        .select(({ fn }) => fn.countAll<string>().as('total'))
        .where((where) => where.and(matching))
        .executeTakeFirstOrThrow(),
    ]);
    return { exports: rows.map(toExport), total: Number(total) };
  }

  /** Whoever works on it finds out at its next sign of life. `false` when it was not unfinished. */
  async cancel(id: ExportId, keptDays: number): Promise<boolean> {
    const row = await this.database
      .updateTable('playback_exports')
      .set({ status: 'cancelled', ...ended(keptDays) })
      .where('id', '=', id)
      .where('status', 'in', UNFINISHED)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Forgets one that is over. */
  async remove(id: ExportId): Promise<void> {
    await this.database
      .deleteFrom('playback_exports')
      .where('id', '=', id)
      .where('status', 'not in', UNFINISHED)
      .execute();
  }

  /** `false` when it had not failed. */
  async retry(id: ExportId): Promise<boolean> {
    const row = await this.database
      .updateTable('playback_exports')
      .set({
        status: 'queued',
        attempts: 0,
        due_at: sql<Date>`now()`,
        finished_at: null,
        expires_at: null,
        problem: null,
        problem_detail: null,
        problem_step: null,
      })
      .where('id', '=', id)
      .where('status', '=', 'failed')
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  }
}

function conditions(
  { cameraId, status }: ExportQuery,
  visible: VisibleCameras,
  userId: UserId | undefined,
): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [];
  if (visible !== 'all') all.push(sql`export.camera_id = ANY(${[...visible]}::uuid[])`);
  if (userId !== undefined) all.push(sql`export.user_id = ${userId}`);
  if (cameraId !== undefined) all.push(sql`export.camera_id = ${cameraId}`);
  if (status !== undefined) all.push(sql`export.status = ${status}`);
  return all;
}
