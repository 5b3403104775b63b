import { VmsStatus } from '@playhead/contracts';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../api/http.ts';
import { serverNow } from '../../time/server-clock.ts';

const POLL_MS = 60_000;

/** What a try has found is asked for so long after it, in ms. */
const AFTER_TRY_MS = 2_000;

/** Whether the VMS answers, and since when. Live events keep it true; it is asked for now and then besides. */
export const vmsStatusQuery = () =>
  queryOptions({
    queryKey: ['vms-status'],
    queryFn: ({ signal }) => getJson('/milestone/status', VmsStatus, { signal }),
    refetchInterval: ({ state }) => untilNews(state.data),
  });

/** A VMS that does not answer is asked about whenever it has been tried again; one that is being tried, soon. */
function untilNews(status: VmsStatus | undefined): number {
  if (status?.reachable !== false) return POLL_MS;
  const left = status.nextTryAt === undefined ? 0 : Date.parse(status.nextTryAt) - serverNow();
  return Math.min(POLL_MS, Math.max(0, left) + AFTER_TRY_MS);
}
