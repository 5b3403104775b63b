import type { LiveEvent, SyncCounts, SyncSummary } from '@playhead/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { latestSyncQuery } from './syncs.query.ts';

type SyncProgress = Extract<LiveEvent, { type: 'sync_progress' }>;

/** Shows how far a sync is. What an event does not tell, such as a sync's start or end, is asked for. */
export function applySyncEvent(queries: QueryClient, event: SyncProgress): void {
  const { queryKey } = latestSyncQuery();
  const latest = queries.getQueryData(queryKey);
  if (latest?.syncJobId === event.syncJobId && event.status === 'in_progress') {
    queries.setQueryData<SyncSummary | null>(queryKey, { ...latest, ...countsOf(event) });
  } else {
    void queries.invalidateQueries({ queryKey });
  }
}

const countsOf = ({ discovered, done, imported, updated, errors }: SyncCounts): SyncCounts => ({
  discovered,
  done,
  imported,
  updated,
  errors,
});
