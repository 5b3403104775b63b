import { Inject, Injectable } from '@nestjs/common';
import { type SyncCounts, SyncJobId, type SyncStatus } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { announceLiveEvent, DATABASE, publishLiveEvent } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import type { SyncReport } from './sync-report.ts';
import { type SyncRow, summaryColumns, toCounts } from './sync-row.ts';
import type { SyncWishes } from './sync-runner.service.ts';

/** Starts take turns, so that what they find is still so when they write. Any constant. */
const ADVISORY_LOCK = 7_236_031;

const DIED = 'The process that ran it ended before it was done. Start another sync.';

export interface NewSync extends SyncWishes {
  initiatedBy: string;
  now: Date;
  claimedUntil: Date;
  /** Begins nothing when a sync began later than this. */
  unlessSince?: Date;
}

export type Begun = { begun: SyncJobId } | { running: SyncJobId } | { notDue: true };

/** `milestone_sync_history`: a partial unique index allows one sync at a time; its lease says whether somebody still runs it. */
@Injectable()
export class SyncHistoryRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  begin(sync: NewSync): Promise<Begun> {
    return this.database.transaction().execute(async (transaction) => {
      await sql`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(transaction);
      await failDead(transaction, sync.now);
      const standing = await transaction
        .selectFrom('milestone_sync_history')
        .select(['id', 'status'])
        .where((where) =>
          where.or([
            where('status', '=', 'in_progress'),
            ...(sync.unlessSince === undefined ? [] : [where('started_at', '>', sync.unlessSince)]),
          ]),
        )
        .orderBy((order) => order.case().when('status', '=', 'in_progress').then(0).else(1).end())
        .limit(1)
        .executeTakeFirst();
      if (standing?.status === 'in_progress') return { running: SyncJobId.parse(standing.id) };
      if (standing !== undefined) return { notDue: true as const };
      const { id } = await transaction
        .insertInto('milestone_sync_history')
        .values({
          sync_type: 'full_sync',
          status: 'in_progress',
          started_at: sync.now,
          claimed_until: sync.claimedUntil,
          initiated_by: sync.initiatedBy,
          auto_import: sync.autoImport,
          source_filter: sync.sourceFilter ?? null,
          cameras_discovered: 0,
          cameras_imported: 0,
          cameras_updated: 0,
          errors: 0,
          error_details: null,
          completed_at: null,
          changes: null,
          error_message: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { begun: SyncJobId.parse(id) };
    });
  }

  /** Holds the job for longer and tells how far it is; `false` when it was given up for dead. */
  async renew(id: SyncJobId, counts: SyncCounts, now: Date, claimedUntil: Date): Promise<boolean> {
    const { numUpdatedRows } = await this.database
      .updateTable('milestone_sync_history')
      .set({ ...countColumns(counts), claimed_until: claimedUntil })
      .where('id', '=', id)
      .where('status', '=', 'in_progress')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    await announceLiveEvent(this.database, progress(id, 'in_progress', counts, now));
    return true;
  }

  /** Ends the job, unless it was given up for dead. */
  async finish(
    id: SyncJobId,
    end: { status: 'completed' | 'failed'; error: string | null },
    report: SyncReport,
    now: Date,
  ): Promise<void> {
    const counts = report.counts();
    await this.database.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('milestone_sync_history')
        .set({
          ...countColumns(counts),
          status: end.status,
          error_message: end.error,
          completed_at: now,
          claimed_until: null,
          changes: storableJson(report.changes),
          error_details: storableJson(report.errors),
        })
        .where('id', '=', id)
        .where('status', '=', 'in_progress')
        .executeTakeFirst();
      if (numUpdatedRows > 0n) await publishLiveEvent(transaction, progress(id, end.status, counts, now));
    });
  }

  /** Marks a job failed whose process died. */
  async failDead(now: Date): Promise<void> {
    await this.database.transaction().execute((transaction) => failDead(transaction, now));
  }

  find(id: SyncJobId) {
    return this.database
      .selectFrom('milestone_sync_history')
      .select([...summaryColumns, 'changes', 'error_details'])
      .where('id', '=', id)
      .executeTakeFirst();
  }

  async list(limit: number, offset: number): Promise<{ rows: SyncRow[]; total: number }> {
    const syncs = this.database.selectFrom('milestone_sync_history');
    const [rows, { total }] = await Promise.all([
      syncs
        .select(summaryColumns)
        .orderBy('started_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .offset(offset)
        .execute(),
      syncs.select((select) => select.fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { rows, total: Number(total) };
  }
}

async function failDead(transaction: Kysely<Database>, now: Date): Promise<void> {
  const dead = await transaction
    .updateTable('milestone_sync_history')
    .set({ status: 'failed', completed_at: now, error_message: DIED, claimed_until: null })
    .where('status', '=', 'in_progress')
    .where((where) => where.or([where('claimed_until', 'is', null), where('claimed_until', '<', now)]))
    .returning(summaryColumns)
    .execute();
  for (const row of dead) {
    await publishLiveEvent(transaction, progress(SyncJobId.parse(row.id), 'failed', toCounts(row), now));
  }
}

/** JSON that PostgreSQL takes: a name that could not be stored for its NUL is still to be reported. */
const storableJson = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? part.replaceAll('\0', '') : part));

const countColumns = ({ discovered, done, imported, updated, errors }: SyncCounts) => ({
  cameras_discovered: discovered,
  cameras_done: done,
  cameras_imported: imported,
  cameras_updated: updated,
  errors,
});

const progress = (syncJobId: SyncJobId, status: SyncStatus, counts: SyncCounts, now: Date) => ({
  type: 'sync_progress' as const,
  at: now.toISOString(),
  syncJobId,
  status,
  ...counts,
});
