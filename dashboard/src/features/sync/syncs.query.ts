import {
  SyncAllRequest,
  SyncJob,
  type SyncJobId,
  SyncList,
  SyncStarted,
  type SyncSummary,
} from '@playhead/contracts';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { getJson, postJson } from '../../api/http.ts';

const POLL_MS = 60_000;

export const SYNCS_PER_PAGE = 50;

/** Everything that is known of syncs. */
export const syncsKey = ['syncs'] as const;

export const syncListsKey = [...syncsKey, 'list'] as const;

/** The latest sync with the VMS; null while there has been none. Live events keep it true. */
export const latestSyncQuery = () =>
  queryOptions({
    queryKey: [...syncsKey, 'latest'],
    queryFn: async ({ signal }): Promise<SyncSummary | null> => {
      const { syncs } = await getJson('/milestone/sync', SyncList, { query: { limit: 1 }, signal });
      return syncs[0] ?? null;
    },
    refetchInterval: POLL_MS,
  });

/** One page of the syncs, newest first; pages from 0. */
export const syncListQuery = (page: number) =>
  queryOptions({
    queryKey: [...syncListsKey, page],
    queryFn: ({ signal }) => {
      const query = { limit: SYNCS_PER_PAGE, offset: page * SYNCS_PER_PAGE };
      return getJson('/milestone/sync', SyncList, { query, signal });
    },
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });

/** A sync with what it found, camera by camera. */
export const syncJobQuery = (id: SyncJobId) =>
  queryOptions({
    queryKey: [...syncsKey, 'job', id],
    queryFn: ({ signal }) => getJson(`/milestone/sync/${id}`, SyncJob, { signal }),
  });

/** Brings all cameras up to date with the VMS, in the background of the server. */
export function useSyncAll() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => postJson('/milestone/sync-all', SyncStarted, SyncAllRequest.parse({})),
    onSettled: () => queries.invalidateQueries({ queryKey: syncsKey }),
  });
}
