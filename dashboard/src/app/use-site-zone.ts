import { Site } from '@playhead/contracts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { getJson } from '../api/http.ts';
import { setSiteZone } from '../time/zone-choice.ts';

const siteQuery = () =>
  queryOptions({
    queryKey: ['site'],
    queryFn: ({ signal }) => getJson('/site', Site, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Learns where the cameras are, for whoever wants to see the times of their clocks. */
export function useSiteZone(): void {
  const { data } = useQuery(siteQuery());
  useEffect(() => {
    if (data) setSiteZone(data.timeZone);
  }, [data]);
}
