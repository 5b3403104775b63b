import type { LiveEvent, SyncCounts, SyncList, SyncSummary } from '@playhead/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { latestSyncQuery, syncListsKey, syncsKey } from './syncs.query.ts';

type SyncProgress = Extract<LiveEvent, { type: 'sync_progress' }>;

/** Shows how far a sync is. What an event does not tell, such as a sync's start or end, is asked for. */
export function applySyncEvent(queries: QueryClient, event: SyncProgress): void {
  const { queryKey } = latestSyncQuery();
  if (queries.getQueryData(queryKey)?.syncJobId !== event.syncJobId || event.status !== 'in_progress') {
    void queries.invalidateQueries({ queryKey: syncsKey });
    return;
  }
  const follow = (sync: SyncSummary): SyncSummary =>
    sync.syncJobId === event.syncJobId ? { ...sync, ...countsOf(event) } : sync;
  queries.setQueryData(queryKey, (latest) => latest && follow(latest));
  queries.setQueriesData<SyncList>(
    { queryKey: syncListsKey },
    (list) => list && { ...list, syncs: list.syncs.map(follow) },
  );
}

const countsOf = ({ discovered, done, imported, updated, errors }: SyncCounts): SyncCounts => ({
  discovered,
  done,
  imported,
  updated,
  errors,
});
