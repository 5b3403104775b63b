import { Timeline, type TimelineBucket } from '@playhead/contracts';
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

const footagesKey = ['footage'] as const;
const latestsKey = ['latest-footage'] as const;
const footageKey = (cameraId: string) => [...footagesKey, cameraId] as const;
const latestKey = (cameraId: string) => [...latestsKey, cameraId] as const;
export const severalKey = ['several-footage'] as const;

/** Has the footage of a camera asked for anew, after it is known to have changed. */
export function footageChanged(queries: QueryClient, cameraId: string): void {
  void queries.invalidateQueries({ queryKey: footageKey(cameraId) });
  void queries.invalidateQueries({ queryKey: latestKey(cameraId) });
  void queries.invalidateQueries({ queryKey: severalKey });
}

/** Has the footage of every camera asked for anew, after a time in which nobody told what changed. */
export function allFootageChanged(queries: QueryClient): void {
  for (const queryKey of [footagesKey, latestsKey, severalKey]) void queries.invalidateQueries({ queryKey });
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
/** But hours up to this, in ms, however many cameras are asked: a day would be too wide to aim at. */
const LEAST_HOURS_MS = 60 * 24 * 3_600_000;

/**
 * How coarse the footage of a window is asked for: undefined where its sequences can be told apart. The more cameras,
 * the sooner it is coarse, so that nine of them weigh no more than one.
 */
export function bucketsFor(window: Span, cameras = 1): 'hour' | 'day' | undefined {
  const length = window.to - window.from;
  if (length <= COARSE_MS / cameras) return undefined;
  return length > Math.max(DAYS_MS / cameras, LEAST_HOURS_MS) ? 'day' : 'hour';
}

/** What is known of a long window: how dense its footage is. */
export const coarseFootage = (window: Span, buckets: readonly TimelineBucket[]): Footage => ({
  window,
  asOf: serverNow(),
  sequences: [],
  gaps: [],
  density: densityOf(buckets, window.to),
});

/** How much was recorded in each hour or day of a long window. */
const densityQuery = (cameraId: string, window: Span, resolution: 'hour' | 'day', timeZone: string) =>
  queryOptions({
    queryKey: [...footageKey(cameraId), 'density', window.from, window.to, timeZone],
    queryFn: async ({ signal }): Promise<Footage> => {
      const query = { startTime: iso(window.from), endTime: iso(window.to), resolution, timeZone };
      const path = `/cameras/${cameraId}/recordings/timeline`;
      const { timeline } = await getJson(path, Timeline, { query, signal });
      return coarseFootage(window, timeline);
    },
    placeholderData: (before, query) => (query?.queryKey[1] === cameraId ? before : undefined),
    staleTime: LATEST_MS,
  });

/** The footage of a window of any length: its sequences, or how dense they are where it is long. */
export function windowQuery(cameraId: string, window: Span, timeZone: string) {
  const resolution = bucketsFor(window);
  return resolution ? densityQuery(cameraId, window, resolution, timeZone) : footageQuery(cameraId, window);
}

const iso = (ms: number) => new Date(ms).toISOString();

const HOUR_MS = 3_600_000;

const DAY_MS = 24 * HOUR_MS;

/** How far around a moment footage is looked for, in ms, step by step: most often it is near. */
const NEAR_MS = [DAY_MS, 7 * DAY_MS, 31 * DAY_MS];
/** Then month by month, as far as this: what is further away nobody keeps. */
const MONTH_MS = 31 * DAY_MS;
const FURTHEST_MS = 365 * DAY_MS;

/** To which side of a moment one looks. */
export type Side = 'next' | 'previous';

/** The stretches to look into, as distances from a moment: `[nearer, further)`. */
function* reaches(furthest: number): Generator<readonly [number, number]> {
  for (const reach of NEAR_MS) if (reach <= furthest) yield [0, reach];
  for (let from = MONTH_MS; from < furthest; from += MONTH_MS)
    yield [from, Math.min(from + MONTH_MS, furthest)];
}

/**
 * Asks further and further away from `at` until something is found there, for a year or as far as `furthest` (ms).
 * Undefined when nothing is.
 */
export async function searchAround<T>(
  at: number,
  side: Side,
  askIn: (window: Span) => Promise<T | undefined>,
  furthest = FURTHEST_MS,
): Promise<T | undefined> {
  for (const [near, far] of reaches(furthest)) {
    if (side === 'next' && near > 0 && at + near > serverNow()) return undefined;
    const window = side === 'next' ? { from: at + near, to: at + far } : { from: at - far, to: at - near };
    const found = await askIn(window);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The next or previous sequence as seen from `at`, looked for further and further away. Undefined when none is. */
export const findSequence = (
  queries: QueryClient,
  cameraId: string,
  at: number,
  side: Side,
  furthest?: number,
): Promise<Span | undefined> =>
  searchAround(
    at,
    side,
    async (window) => {
      const { sequences } = await queries.fetchQuery(footageQuery(cameraId, window));
      return side === 'next' ? nextSequence(sequences, at) : previousSequence(sequences, at);
    },
    furthest,
  );

/** So far around a moment, in ms, as footage that is near it is looked for. */
const AROUND_MS = DAY_MS;

/** The stretch around a moment in which footage is near it. */
export const nearWindow = (moment: number): Span => ({ from: moment - AROUND_MS, to: moment + AROUND_MS });

/** The newest footage is looked for again this often, in ms. */
const LATEST_MS = 60_000;

const LATEST_REACH_MS = 7 * DAY_MS;

/** The newest stretch of footage of the last seven days, or null. Its end moves while the camera records. */
export const latestFootageQuery = (cameraId: string) =>
  queryOptions({
    queryKey: latestKey(cameraId),
    queryFn: async ({ client }): Promise<Span | null> => {
      const now = serverNow();
      return (await findSequence(client, cameraId, now, 'previous', LATEST_REACH_MS)) ?? null;
    },
    staleTime: LATEST_MS,
    refetchInterval: LATEST_MS,
  });
