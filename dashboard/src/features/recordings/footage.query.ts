import { Timeline } from '@playhead/contracts';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson, postJson } from '../../api/http.ts';
import { serverNow } from '../../time/server-clock.ts';
import type { Span } from '../../time/span.ts';
import {
  densityOf,
  type Footage,
  gapsOf,
  nextSequence,
  previousSequence,
  settledGaps,
  spansOf,
} from './footage.ts';

const footageKey = (cameraId: string) => ['footage', cameraId] as const;
const latestKey = (cameraId: string) => ['latest-footage', cameraId] as const;

/** Has the footage of a camera asked for anew, after it is known to have changed. */
export function footageChanged(queries: QueryClient, cameraId: string): void {
  void queries.invalidateQueries({ queryKey: footageKey(cameraId) });
  void queries.invalidateQueries({ queryKey: latestKey(cameraId) });
}

/** What is drawn of an answer. A timeline may hold thousands of stretches: no more of each is looked at than is used. */
export const StretchLists = z.object({
  sequences: z.array(z.object({ startTime: z.string(), endTime: z.string() })),
  gaps: z.array(z.object({ startTime: z.string(), endTime: z.string(), reason: z.string().optional() })),
});

/** Footage that is still growing is asked for again this often, in ms. */
const GROWING_MS = 30_000;

/** The footage of a camera inside `window`. While another window loads, the old one stays on screen. */
export const footageQuery = (cameraId: string, window: Span) =>
  queryOptions({
    queryKey: [...footageKey(cameraId), window.from, window.to],
    queryFn: async ({ signal }): Promise<Footage> => {
      const range = { startTime: iso(window.from), endTime: iso(window.to) };
      const path = `/cameras/${cameraId}/recordings/query`;
      const { sequences, gaps } = await postJson(path, StretchLists, range, { signal });
      const asOf = serverNow();
      return { window, asOf, sequences: spansOf(sequences), gaps: settledGaps(gapsOf(gaps), asOf) };
    },
    placeholderData: (before, query) => (query?.queryKey[1] === cameraId ? before : undefined),
    refetchInterval: () => (window.to > serverNow() ? GROWING_MS : false),
  });

/** Windows longer than this, in ms, are asked for in buckets: sequences could not be told apart. */
const COARSE_MS = 100 * 24 * 3_600_000;
/** Beyond this buckets are days, else hours. */
const DAYS_MS = 200 * 24 * 3_600_000;

/** How much was recorded in each hour or day of a long window. */
const densityQuery = (cameraId: string, window: Span, timeZone: string) =>
  queryOptions({
    queryKey: [...footageKey(cameraId), 'density', window.from, window.to, timeZone],
    queryFn: async ({ signal }): Promise<Footage> => {
      const query = {
        startTime: iso(window.from),
        endTime: iso(window.to),
        resolution: window.to - window.from > DAYS_MS ? 'day' : 'hour',
        timeZone,
      };
      const path = `/cameras/${cameraId}/recordings/timeline`;
      const { timeline } = await getJson(path, Timeline, { query, signal });
      return {
        window,
        asOf: serverNow(),
        sequences: [],
        gaps: [],
        density: densityOf(timeline, window.to),
      };
    },
    placeholderData: (before, query) => (query?.queryKey[1] === cameraId ? before : undefined),
    staleTime: LATEST_MS,
  });

/** The footage of a window of any length: its sequences, or how dense they are where it is long. */
export const windowQuery = (cameraId: string, window: Span, timeZone: string) =>
  window.to - window.from > COARSE_MS
    ? densityQuery(cameraId, window, timeZone)
    : footageQuery(cameraId, window);

const iso = (ms: number) => new Date(ms).toISOString();

const HOUR_MS = 3_600_000;

/** How far around a moment footage is looked for, in ms, step by step: most often it is near. */
const REACHES_MS = [24 * HOUR_MS, 7 * 24 * HOUR_MS, 31 * 24 * HOUR_MS];

/** The next or previous sequence as seen from `at`, looked for further and further away. Undefined when none is. */
export async function findSequence(
  queries: QueryClient,
  cameraId: string,
  at: number,
  direction: 'next' | 'previous',
): Promise<Span | undefined> {
  const step = direction === 'next' ? nextSequence : previousSequence;
  for (const reach of REACHES_MS) {
    const window = direction === 'next' ? { from: at, to: at + reach } : { from: at - reach, to: at };
    const { sequences } = await queries.fetchQuery(footageQuery(cameraId, window));
    const found = step(sequences, at);
    if (found) return found;
  }
  return undefined;
}

/** The newest footage is looked for again this often, in ms. */
const LATEST_MS = 60_000;

/** The newest stretch of footage of the last seven days, or null. Its end moves while the camera records. */
export const latestFootageQuery = (cameraId: string) =>
  queryOptions({
    queryKey: latestKey(cameraId),
    queryFn: async ({ client }): Promise<Span | null> => {
      const now = serverNow();
      return (await findSequence(client, cameraId, now, 'previous')) ?? null;
    },
    staleTime: LATEST_MS,
    refetchInterval: LATEST_MS,
  });
