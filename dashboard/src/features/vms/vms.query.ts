import { VmsStatus } from '@playhead/contracts';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../api/http.ts';

const POLL_MS = 60_000;

/** Whether the VMS answers, and since when. Live events keep it true; it is asked for now and then besides. */
export const vmsStatusQuery = () =>
  queryOptions({
    queryKey: ['vms-status'],
    queryFn: ({ signal }) => getJson('/milestone/status', VmsStatus, { signal }),
    refetchInterval: POLL_MS,
  });
