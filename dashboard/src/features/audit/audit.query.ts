import { AuditList } from '@playhead/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getJson } from '../../api/http.ts';
import type { Zone } from '../../time/zone.ts';
import { type AuditFilters, auditQueryOf } from './audit-filters.ts';

/** One page of the entries that match, newest first. The old page stays on screen until the new one is there. */
export const auditQuery = (filters: AuditFilters, zone: Zone) =>
  queryOptions({
    queryKey: ['audit', filters, zone],
    queryFn: ({ signal }) => getJson('/audit', AuditList, { query: auditQueryOf(filters, zone), signal }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
