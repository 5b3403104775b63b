import { Inject, Injectable } from '@nestjs/common';
import type { ExportGap, ExportId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql, type Transaction, type UpdateObject } from 'kysely';
import { z } from 'zod';
import type { InstanceId } from '../../instances/instance.ts';
import type { ExportFailure } from '../export.ts';
import { ended } from '../export-rows.ts';
import type { MadePart } from '../making/export-part-maker.ts';
import type { MadeFile } from '../making/file-maker.ts';
import { type ExportPart, Piece } from '../making/piece.ts';
import { forgetParts, nobody } from './export-work-rows.ts';

const Pieces = z.array(Piece);

/**
 * The exports as those see them who make them. Everything written about one is written in the name of the instance that
 * has claimed it, or not at all, so that an instance which comes back late changes nothing. Times are the database's.
 */
@Injectable()
export class ExportWorkRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  async parts(id: ExportId): Promise<ExportPart[]> {
    const rows = await this.database
      .selectFrom('playback_export_parts')
      .selectAll()
      .where('export_id', '=', id)
      .orderBy('position')
      .execute();
    return rows.map((row) => ({
      position: row.position,
      startTime: row.start_time,
      endTime: row.end_time,
      isDone: row.status === 'done',
      reachedAt: row.reached_at ?? undefined,
      pieces: Pieces.parse(row.pieces ?? []),
    }));
  }

  /** Parts from `position` on are to be made anew. */
  async forgetFrom(id: ExportId, position: number): Promise<void> {
    await forgetParts(this.database, id, position);
  }

  /** `false` when the export is not this instance's any more. */
  async beginPart(id: ExportId, position: number, instance: InstanceId): Promise<boolean> {
    const row = await this.database
      .updateTable('playback_export_parts')
      .set({ status: 'running', attempts: sql<number>`attempts + 1` })
      .where('export_id', 'in', held(this.database, id, instance))
      .where('position', '=', position)
      .returning('position')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** All tries count anew from here. `false` when the export is not this instance's any more. */
  finishPart(id: ExportId, position: number, made: MadePart, instance: InstanceId): Promise<boolean> {
    return this.database.transaction().execute(async (transaction) => {
      if (!(await changeHeld(transaction, id, instance, { attempts: 0, ...noProblem }))) return false;
      await transaction
        .updateTable('playback_export_parts')
        .set({
          status: 'done',
          reached_at: made.reachedAt,
          pieces: JSON.stringify(made.pieces),
          bytes: made.pieces.reduce((sum, { bytes }) => sum + bytes, 0),
        })
        .where('export_id', '=', id)
        .where('position', '=', position)
        .execute();
      return true;
    });
  }

  /** The file is there and the pieces count no more. `false` when the export is not this instance's any more. */
  finish(
    id: ExportId,
    { bytes, sha256 }: MadeFile,
    gaps: readonly ExportGap[],
    keptDays: number,
    instance: InstanceId,
  ): Promise<boolean> {
    return this.database.transaction().execute(async (transaction) => {
      const file = { bytes, sha256, gaps: JSON.stringify(gaps) };
      const done = { status: 'done', ...file, ...ended(keptDays), ...noProblem } as const;
      if (!(await changeHeld(transaction, id, instance, done))) return false;
      await transaction
        .updateTable('playback_export_parts')
        .set({ bytes: 0 })
        .where('export_id', '=', id)
        .execute();
      return true;
    });
  }

  /** Nobody works on it until it is tried again by hand. */
  fail(id: ExportId, failure: ExportFailure, keptDays: number, instance: InstanceId): Promise<void> {
    return this.database.transaction().execute(async (transaction) => {
      await leaveParts(transaction, id, instance, 'failed');
      await transaction
        .updateTable('playback_exports')
        .set({
          status: 'failed',
          attempts: sql<number>`attempts + 1`,
          ...written(failure),
          ...ended(keptDays),
        })
        .where('id', '=', id)
        .where('claimed_by', '=', instance)
        .execute();
    });
  }

  /** It is tried again after so many seconds, here or elsewhere. */
  postpone(id: ExportId, failure: ExportFailure, seconds: number, instance: InstanceId): Promise<void> {
    return this.database.transaction().execute(async (transaction) => {
      await leaveParts(transaction, id, instance, 'queued');
      await transaction
        .updateTable('playback_exports')
        .set({
          status: 'queued',
          attempts: sql<number>`attempts + 1`,
          due_at: sql<Date>`now() + make_interval(secs => ${seconds})`,
          ...written(failure),
          ...nobody,
        })
        .where('id', '=', id)
        .where('claimed_by', '=', instance)
        .execute();
    });
  }

  /** What all exports take in a folder, in bytes. */
  async usedBytes(folderId: string): Promise<number> {
    const row = await this.database
      .selectFrom('playback_exports as export')
      .select(
        sql<string>`COALESCE(sum(COALESCE(export.bytes, 0) + (
          SELECT COALESCE(sum(part.bytes), 0) FROM playback_export_parts AS part WHERE part.export_id = export.id
        )), 0)`.as('bytes'),
      )
      .where('export.folder_id', '=', folderId)
      .where('export.status', '<>', 'cancelled')
      .executeTakeFirstOrThrow();
    return Number(row.bytes);
  }
}

const noProblem = { problem: null, problem_detail: null, problem_step: null };
const written = ({ code, detail, step }: ExportFailure) => ({
  problem: code,
  problem_detail: detail,
  problem_step: step ?? null,
});

/** The export, as long as this instance has it. */
const held = (database: Kysely<Database>, id: ExportId, instance: InstanceId) =>
  database
    .selectFrom('playback_exports')
    .select('id')
    .where('id', '=', id)
    .where('claimed_by', '=', instance)
    .where('status', '=', 'running');

/** `false`, and nothing is changed, where this instance does not have the export any more. */
async function changeHeld(
  transaction: Transaction<Database>,
  id: ExportId,
  instance: InstanceId,
  changes: UpdateObject<Database, 'playback_exports'>,
): Promise<boolean> {
  const row = await transaction
    .updateTable('playback_exports')
    .set(changes)
    .where('id', '=', id)
    .where('claimed_by', '=', instance)
    .where('status', '=', 'running')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** What this instance was at is left as it is. */
async function leaveParts(
  transaction: Transaction<Database>,
  id: ExportId,
  instance: InstanceId,
  status: 'queued' | 'failed',
): Promise<void> {
  await transaction
    .updateTable('playback_export_parts')
    .set({ status })
    .where('export_id', 'in', held(transaction, id, instance))
    .where('status', '=', 'running')
    .execute();
}
