import { RecordingList } from '@playhead/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getJson } from '../../api/http.ts';
import type { Zone } from '../../time/zone.ts';
import { type HistoryFilters, queryOf } from './history-filters.ts';

export const historyKey = ['recording-history'] as const;

/** One page of the recordings that match, newest first. The old page stays on screen until the new one is there. */
export const historyQuery = (filters: HistoryFilters, zone: Zone) =>
  queryOptions({
    queryKey: [...historyKey, filters, zone],
    queryFn: ({ signal }) => getJson('/recordings', RecordingList, { query: queryOf(filters, zone), signal }),
    placeholderData: keepPreviousData,
  });
