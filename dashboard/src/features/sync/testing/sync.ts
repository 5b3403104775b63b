import { SyncSummary } from '@playhead/contracts';

/** A sync that went well. */
export const aSync = (change: Partial<Record<keyof SyncSummary, unknown>> = {}) =>
  SyncSummary.parse({
    syncJobId: '00000000-0000-4000-8000-000000000601',
    status: 'completed',
    sourceFilter: null,
    autoImport: false,
    initiatedBy: 'noor',
    startedAt: '2026-03-01T12:00:00Z',
    completedAt: '2026-03-01T12:00:40Z',
    durationSeconds: 40,
    discovered: 30,
    done: 30,
    imported: 2,
    updated: 5,
    errors: 0,
    ...change,
  });
