import { TimelineBucket } from '@playhead/contracts';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { postJson } from '../../api/http.ts';
import { serverNow } from '../../time/server-clock.ts';
import type { Span } from '../../time/span.ts';
import {
  bucketsFor,
  coarseFootage,
  type Side,
  StretchLists,
  searchAround,
  severalKey,
} from './footage.query.ts';
import { type Footage, gapsOf, nextSequence, previousSequence, settledGaps, spansOf } from './footage.ts';

/** The answers that there are: a camera whose footage could not be had has none here, and its problem there. */
const answersOf = <Answer extends z.ZodType>(answer: Answer) =>
  z.object({
    results: z.array(
      z.discriminatedUnion('status', [
        z.object({ cameraId: z.string(), status: z.literal('answered'), answer }),
        z.object({ cameraId: z.string(), status: z.literal('failed') }),
      ]),
    ),
  });

const Lists = answersOf(StretchLists);
const Timelines = answersOf(z.object({ timeline: z.array(TimelineBucket) }));

/** Footage that is still growing is asked for again this often, in ms; in buckets less often. */
const GROWING_MS = 30_000;
const GROWING_COARSE_MS = 300_000;

/** By camera id; those that could not be asked are left out. */
export type SeveralFootage = ReadonlyMap<string, Footage>;

type Asked = {
  readonly cameraIds: readonly string[];
  readonly window: Span;
  readonly signal: AbortSignal;
};

const rangeOf = ({ from, to }: Span) => ({
  startTime: new Date(from).toISOString(),
  endTime: new Date(to).toISOString(),
});

async function askSequences({ cameraIds, window, signal }: Asked): Promise<SeveralFootage> {
  const body = { cameraIds, ...rangeOf(window) };
  const { results } = await postJson('/recordings/query', Lists, body, { signal });
  const asOf = serverNow();
  return new Map(
    results.flatMap((one) => {
      if (one.status === 'failed') return [];
      const sequences = spansOf(one.answer.sequences);
      const gaps = settledGaps(gapsOf(one.answer.gaps), asOf);
      return [[one.cameraId, { window, asOf, sequences, gaps }] as const];
    }),
  );
}

async function askDensity(
  { cameraIds, window, signal }: Asked,
  buckets: { readonly resolution: 'hour' | 'day'; readonly timeZone: string },
): Promise<SeveralFootage> {
  const body = { cameraIds, ...rangeOf(window), ...buckets };
  const { results } = await postJson('/recordings/timeline', Timelines, body, { signal });
  return new Map(
    results.flatMap((one) =>
      one.status === 'failed' ? [] : [[one.cameraId, coarseFootage(window, one.answer.timeline)] as const],
    ),
  );
}

/** The footage of several cameras inside `window`: their sequences, or how dense they are where there would be too many. */
export function severalFootageQuery(cameraIds: readonly string[], window: Span, timeZone: string) {
  const resolution = bucketsFor(window, cameraIds.length);
  const growing = resolution ? GROWING_COARSE_MS : GROWING_MS;
  return queryOptions({
    queryKey: [...severalKey, cameraIds, window.from, window.to, resolution && timeZone],
    queryFn: ({ signal }): Promise<SeveralFootage> => {
      const asked = { cameraIds, window, signal };
      return resolution ? askDensity(asked, { resolution, timeZone }) : askSequences(asked);
    },
    placeholderData: (before) => before,
    refetchInterval: () => (window.to > serverNow() ? growing : false),
  });
}

/**
 * Of each camera that has one nearby, the next sequence that begins after `at`, or the previous; looked for further and
 * further away until any has one. Undefined when none has.
 */
export const findSequences = (
  queries: QueryClient,
  cameraIds: readonly string[],
  at: number,
  side: Side,
): Promise<readonly Span[] | undefined> =>
  searchAround(at, side, async (window) => {
    const footage = await queries.fetchQuery({
      queryKey: [...severalKey, 'sequences', cameraIds, window.from, window.to],
      queryFn: ({ signal }) => askSequences({ cameraIds, window, signal }),
    });
    const found = [...footage.values()].flatMap(({ sequences }) => {
      const one = side === 'next' ? nextSequence(sequences, at) : previousSequence(sequences, at);
      return one ? [one] : [];
    });
    return found.length > 0 ? found : undefined;
  });
