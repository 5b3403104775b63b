import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { postJson } from '../../api/http.ts';
import { serverNow } from '../../time/server-clock.ts';
import type { Span } from '../../time/span.ts';
import { StretchLists } from './footage.query.ts';
import { type Footage, gapsOf, settledGaps, spansOf } from './footage.ts';

/** What is drawn of the answers: a camera whose footage could not be had has none here, and its problem there. */
const Answers = z.object({
  results: z.array(
    z.discriminatedUnion('status', [
      z.object({ cameraId: z.string(), status: z.literal('answered'), answer: StretchLists }),
      z.object({ cameraId: z.string(), status: z.literal('failed') }),
    ]),
  ),
});

/** Footage that is still growing is asked for again this often, in ms. */
const GROWING_MS = 30_000;

/** The footage of several cameras inside `window`, by camera id; those that could not be asked are left out. */
export const severalFootageQuery = (cameraIds: readonly string[], window: Span) =>
  queryOptions({
    queryKey: ['several-footage', cameraIds, window.from, window.to],
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, Footage>> => {
      const startTime = new Date(window.from).toISOString();
      const endTime = new Date(window.to).toISOString();
      const body = { cameraIds, startTime, endTime };
      const { results } = await postJson('/recordings/query', Answers, body, { signal });
      const asOf = serverNow();
      return new Map(
        results.flatMap((one) => {
          if (one.status === 'failed') return [];
          const sequences = spansOf(one.answer.sequences);
          const gaps = settledGaps(gapsOf(one.answer.gaps), asOf);
          return [[one.cameraId, { window, asOf, sequences, gaps }] as const];
        }),
      );
    },
    placeholderData: (before) => before,
    refetchInterval: () => (window.to > serverNow() ? GROWING_MS : false),
  });
