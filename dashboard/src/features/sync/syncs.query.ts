import { SyncAllRequest, SyncList, SyncStarted, type SyncSummary } from '@playhead/contracts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { getJson, postJson } from '../../api/http.ts';

const POLL_MS = 60_000;

/** The latest sync with the VMS; null while there has been none. Live events keep it true. */
export const latestSyncQuery = () =>
  queryOptions({
    queryKey: ['syncs', 'latest'],
    queryFn: async ({ signal }): Promise<SyncSummary | null> => {
      const { syncs } = await getJson('/milestone/sync', SyncList, { query: { limit: 1 }, signal });
      return syncs[0] ?? null;
    },
    refetchInterval: POLL_MS,
  });

/** Brings all cameras up to date with the VMS, in the background of the server. */
export function useSyncAll() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => postJson('/milestone/sync-all', SyncStarted, SyncAllRequest.parse({})),
    onSettled: () => queries.invalidateQueries({ queryKey: latestSyncQuery().queryKey }),
  });
}
