import { ExportJob, ExportList } from '@playhead/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson, postJson } from '../../api/http.ts';
import type { Span } from '../../time/span.ts';
import { isUnfinished } from './export-state.ts';

export const exportsKey = ['exports'] as const;
export const EXPORTS_PAGE_SIZE = 25;

/** What moves is asked for again this often, in ms. */
const MOVING_MS = 2_000;

/** A page of exports, newest first. It is asked for again and again as long as one of them is unfinished. */
export const exportsQuery = (page: number) =>
  queryOptions({
    queryKey: [...exportsKey, 'page', page],
    queryFn: ({ signal }) =>
      getJson('/exports', ExportList, {
        query: { limit: EXPORTS_PAGE_SIZE, offset: page * EXPORTS_PAGE_SIZE },
        signal,
      }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.exports.some(isUnfinished) ? MOVING_MS : false),
  });

/** One export, followed until it is over. */
export const exportQuery = (exportId: string) =>
  queryOptions({
    queryKey: [...exportsKey, 'one', exportId],
    queryFn: ({ signal }) => getJson(`/exports/${exportId}`, ExportJob, { signal }),
    refetchInterval: ({ state }) =>
      state.data === undefined || isUnfinished(state.data) ? MOVING_MS : false,
  });

const Estimate = z.object({
  totalRecordingSeconds: z.number(),
  totalGapSeconds: z.number(),
  statistics: z.object({ totalSizeBytes: z.number().optional() }),
});

/** What a range holds: how much was recorded of it, and how large that is where the VMS tells. */
export const estimateQuery = (cameraId: string, { from, to }: Span) =>
  queryOptions({
    queryKey: [...exportsKey, 'estimate', cameraId, from, to],
    queryFn: ({ signal }) =>
      postJson(
        `/cameras/${cameraId}/recordings/query`,
        Estimate,
        { startTime: new Date(from).toISOString(), endTime: new Date(to).toISOString() },
        { signal },
      ),
  });
