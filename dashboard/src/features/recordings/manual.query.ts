import { RecordingList, type RecordingSession } from '@playhead/contracts';
import { queryOptions } from '@tanstack/react-query';
import { getJson } from '../../api/http.ts';
import type { Span } from '../../time/span.ts';

/** Of all cameras. */
export const manualsKey = ['manual-recordings'] as const;
export const manualKey = (cameraId: string) => [...manualsKey, cameraId] as const;

/** More than can be told apart on a timeline. */
const MOST = 200;

const iso = (ms: number) => new Date(ms).toISOString();

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
        from: iso(window.from),
        to: iso(window.to),
        limit: MOST,
      };
      const { recordings } = await getJson('/recordings', RecordingList, { query, signal });
      return recordings.map(spanOf).toSorted((a, b) => a.from - b.from);
    },
    placeholderData: (before, query) => (query?.queryKey[1] === cameraId ? before : undefined),
  });

/** Where the first recording by hand begins after `at`, or the last before it, however far away. Those of a camera never overlap. */
export async function nearestManual(
  cameraId: string,
  at: number,
  direction: 'next' | 'previous',
): Promise<number | undefined> {
  const query =
    direction === 'next'
      ? { cameraId, from: iso(at), order: 'oldest', limit: 2 }
      : { cameraId, to: iso(at), order: 'newest', limit: 1 };
  const { recordings } = await getJson('/recordings', RecordingList, { query });
  const starts = recordings.map(({ startTime }) => Date.parse(startTime));
  return starts.find((start) => (direction === 'next' ? start > at : start < at));
}
