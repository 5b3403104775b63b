import { RecordingList, type RecordingSession } from '@playhead/contracts';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../api/http.ts';
import type { Span } from '../../time/span.ts';

export const manualKey = (cameraId: string) => ['manual-recordings', cameraId] as const;

/** More than can be told apart on a timeline. */
const MOST = 200;

/** A session that still runs lasts as far as it is due to. */
const spanOf = ({ startTime, endTime, estimatedEndTime }: RecordingSession): Span => ({
  from: Date.parse(startTime),
  to: Date.parse(endTime ?? estimatedEndTime),
});

/** The recordings of a window that somebody started by hand, ascending. */
export const manualQuery = (cameraId: string, window: Span) =>
  queryOptions({
    queryKey: [...manualKey(cameraId), window.from, window.to],
    queryFn: async ({ signal }): Promise<readonly Span[]> => {
      const query = {
        cameraId,
        from: new Date(window.from).toISOString(),
        to: new Date(window.to).toISOString(),
        limit: MOST,
      };
      const { recordings } = await getJson('/recordings', RecordingList, { query, signal });
      return recordings.map(spanOf).toSorted((a, b) => a.from - b.from);
    },
    placeholderData: (before, query) => (query?.queryKey[1] === cameraId ? before : undefined),
  });
