import { Inject, Injectable } from '@nestjs/common';
import { CameraId, ExportId, UserId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import type { Range } from '../../footage/footage.ts';
import type { InstanceId } from '../../instances/instance.ts';
import { liveInstances } from '../../instances/instances.repository.ts';
import { UNFINISHED } from '../export-rows.ts';
import { forgetParts, nobody } from './export-work-rows.ts';

/** How long after the last sign of life of its instance another one may go on with an export, in seconds. */
export const LEASE_SECONDS = 5;

/** An export that this instance works on. */
export interface ClaimedExport extends Range {
  id: ExportId;
  userId: UserId;
  username: string;
  cameraId: CameraId;
  reason: string | null;
  attempts: number;
}

/** Who works, and in which folder. */
export interface Worker {
  instance: InstanceId;
  folderId: string;
}

const leaseEnd = sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})`;

/** Which instance works on which export, and which folders there are. Times are the database's. */
@Injectable()
export class ExportClaimsRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /**
   * The export that has waited longest and that nobody works on, all but those `underWay` here. Where its files are in
   * another folder it is left to those who have that, as long as there is one of them; else it begins anew in this one.
   */
  claim({ instance, folderId }: Worker, underWay: readonly ExportId[]): Promise<ClaimedExport | undefined> {
    return this.database.transaction().execute(async (transaction) => {
      const found = await transaction
        .selectFrom('playback_exports as export')
        .innerJoin('users as user', 'user.id', 'export.user_id')
        .select(['export.id', 'export.user_id', 'user.username', 'export.camera_id', 'export.folder_id'])
        .select(['export.start_time', 'export.end_time', 'export.reason', 'export.attempts'])
        .where('export.status', 'in', UNFINISHED)
        .where('export.due_at', '<=', sql<Date>`now()`)
        .where(sql<boolean>`COALESCE(export.claimed_until, '-infinity') < now()`)
        .where(sql<boolean>`export.id <> ALL(${[...underWay]}::uuid[])`)
        .where((where) =>
          where.or([
            where('export.folder_id', 'is', null),
            where('export.folder_id', '=', folderId),
            where(
              'export.folder_id',
              'not in',
              where
                .selectFrom('playback_export_folders')
                .select('folder_id')
                .where('instance_id', 'in', liveInstances(this.database).select('id')),
            ),
          ]),
        )
        .orderBy('export.due_at')
        .limit(1)
        .forUpdate('export')
        .skipLocked()
        .executeTakeFirst();
      if (found === undefined) return undefined;
      const id = ExportId.parse(found.id);
      if (found.folder_id !== folderId) await forgetParts(transaction, id, 0);
      await transaction
        .updateTable('playback_export_parts')
        .set({ status: 'queued' })
        .where('export_id', '=', id)
        .where('status', '<>', 'done')
        .execute();
      await transaction
        .updateTable('playback_exports')
        .set(({ selectFrom }) => ({
          status: 'running',
          claimed_by: instance,
          claimed_until: leaseEnd,
          folder_id: folderId,
          started_at: sql<Date>`COALESCE(started_at, now())`,
          run_started_at: sql<Date>`now()`,
          run_first_part: selectFrom('playback_export_parts')
            .select(({ fn }) => sql<number>`${fn.countAll()}::int`.as('done'))
            .where('export_id', '=', id)
            .where('status', '=', 'done'),
        }))
        .where('id', '=', id)
        .execute();
      return {
        id,
        userId: UserId.parse(found.user_id),
        username: found.username,
        cameraId: CameraId.parse(found.camera_id),
        startTime: found.start_time,
        endTime: found.end_time,
        reason: found.reason,
        attempts: found.attempts,
      };
    });
  }

  /** Says which folder this instance has, and renews its claims. Answers those that it still holds. */
  async beat({ instance, folderId }: Worker): Promise<ReadonlySet<string>> {
    await this.database
      .with('forgotten', (query) =>
        query
          .deleteFrom('playback_export_folders')
          .where('instance_id', '<>', instance)
          .where('instance_id', 'not in', query.selectFrom('playback_instances').select('id')),
      )
      .insertInto('playback_export_folders')
      .values({ instance_id: instance, folder_id: folderId })
      .onConflict((conflict) => conflict.column('instance_id').doUpdateSet({ folder_id: folderId }))
      .execute();
    const rows = await this.database
      .updateTable('playback_exports')
      .set({ claimed_until: leaseEnd })
      .where('claimed_by', '=', instance)
      .where('status', '=', 'running')
      .returning('id')
      .execute();
    return new Set(rows.map(({ id }) => id));
  }

  /** The instances that are there and have this folder. */
  async holdersOf(folderId: string): Promise<string[]> {
    const rows = await this.database
      .selectFrom('playback_export_folders')
      .select('instance_id')
      .where('folder_id', '=', folderId)
      .where('instance_id', 'in', liveInstances(this.database).select('id'))
      .execute();
    return rows.map((row) => row.instance_id);
  }

  /** The instance ends: whoever looks next goes on with what it worked on. */
  async release(instance: InstanceId): Promise<void> {
    await this.database
      .updateTable('playback_exports')
      .set({ status: 'queued', ...nobody })
      .where('claimed_by', '=', instance)
      .where('status', '=', 'running')
      .execute();
    await this.database.deleteFrom('playback_export_folders').where('instance_id', '=', instance).execute();
  }
}
