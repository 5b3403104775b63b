import { type MilestoneCamera, MilestoneCameraList } from '@playhead/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ApiProblem } from '../../api/errors.ts';
import { getJson } from '../../api/http.ts';
import type { DiscoveryFilters } from './discovery-filters.ts';

export const PAGE_SIZE = 100;

/** While the VMS is down it is asked again this often, in ms. */
export const VMS_RETRY_MS = 15_000;

const vmsProblems = new Set(['vms-unavailable', 'vms-credentials-refused', 'vms-refused']);

export const isVmsProblem = (error: unknown): boolean =>
  error instanceof ApiProblem && vmsProblems.has(error.code);

export const milestoneCamerasKey = ['milestone-cameras'] as const;

/** One page of the VMS's cameras that match. The old page stays on screen until the new one is there. */
export const milestoneCamerasQuery = ({ search, recording, ptz, imported, page }: DiscoveryFilters) =>
  queryOptions({
    queryKey: [...milestoneCamerasKey, { search, recording, ptz, imported, page }],
    queryFn: ({ signal }) => {
      const query = {
        search: search.trim(),
        recording,
        ptz,
        imported,
        limit: PAGE_SIZE,
        offset: page * PAGE_SIZE,
      };
      return getJson('/milestone/cameras', MilestoneCameraList, { query, signal });
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (isVmsProblem(state.error) || state.data?.stale ? VMS_RETRY_MS : false),
  });

/** So many stand for all where only an impression of them is wanted. */
const FEW = 6;

/** What of the VMS's cameras an import would add, by a few of them. */
export const firstCamerasQuery = () =>
  queryOptions({
    queryKey: [...milestoneCamerasKey, 'first'],
    queryFn: ({ signal }) =>
      getJson('/milestone/cameras', MilestoneCameraList, { query: { imported: false, limit: FEW }, signal }),
    refetchInterval: ({ state }) => (isVmsProblem(state.error) || state.data?.stale ? VMS_RETRY_MS : false),
  });

/** As many as the API gives at once. */
const MOST = 1000;

/** Every camera that matches and is not imported yet, whatever the page. */
export async function importableCameras(filters: DiscoveryFilters): Promise<readonly MilestoneCamera[]> {
  const { search, recording, ptz } = filters;
  if (filters.imported === 'true') return [];
  const cameras: MilestoneCamera[] = [];
  for (;;) {
    const query = {
      search: search.trim(),
      recording,
      ptz,
      imported: false,
      limit: MOST,
      offset: cameras.length,
    };
    const page = await getJson('/milestone/cameras', MilestoneCameraList, { query });
    cameras.push(...page.cameras);
    if (page.cameras.length < MOST) return cameras;
  }
}

/** Has the list read from the VMS anew; rejects when the VMS does not give it. */
export const readAnew = () =>
  getJson('/milestone/cameras', MilestoneCameraList, { query: { limit: 1, refresh: true } });
