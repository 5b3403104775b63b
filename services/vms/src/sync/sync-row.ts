import { type SyncCounts, SyncJob, SyncSummary } from '@playhead/contracts';

export const summaryColumns = [
  'id',
  'status',
  'source_filter',
  'auto_import',
  'initiated_by',
  'started_at',
  'completed_at',
  'error_message',
  'cameras_discovered',
  'cameras_done',
  'cameras_imported',
  'cameras_updated',
  'errors',
] as const;

/** A row of `milestone_sync_history` without what can be long. */
export interface SyncRow {
  id: string;
  status: 'in_progress' | 'completed' | 'failed';
  source_filter: string | null;
  auto_import: boolean;
  initiated_by: string | null;
  started_at: Date;
  completed_at: Date | null;
  error_message: string | null;
  cameras_discovered: number | null;
  cameras_done: number;
  cameras_imported: number | null;
  cameras_updated: number | null;
  errors: number | null;
}

export const toCounts = (row: SyncRow): SyncCounts => ({
  discovered: row.cameras_discovered ?? 0,
  done: row.cameras_done,
  imported: row.cameras_imported ?? 0,
  updated: row.cameras_updated ?? 0,
  errors: row.errors ?? 0,
});

/** `durationSeconds` goes on while the sync does. */
export const toSyncSummary = (row: SyncRow, now: Date): SyncSummary =>
  SyncSummary.parse({
    syncJobId: row.id,
    status: row.status,
    sourceFilter: row.source_filter,
    autoImport: row.auto_import,
    initiatedBy: row.initiated_by,
    startedAt: row.started_at.toISOString(),
    completedAt: row.completed_at?.toISOString() ?? null,
    durationSeconds: Math.max(0, (row.completed_at ?? now).getTime() - row.started_at.getTime()) / 1000,
    ...(row.error_message !== null && { error: row.error_message }),
    ...toCounts(row),
  });

export const toSyncJob = (
  row: SyncRow & { changes: unknown[] | null; error_details: unknown[] | null },
  now: Date,
): SyncJob =>
  SyncJob.parse({
    ...toSyncSummary(row, now),
    changes: row.changes ?? [],
    errorDetails: row.error_details ?? [],
  });
