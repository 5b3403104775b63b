import { z } from 'zod';
import { post } from '../http.ts';
import type { Product } from '../picture/product.ts';
import type { Range } from './tiles-probe.ts';

const HOUR_MS = 3_600_000;
/** Streams of moments so far apart share nothing that is loaded, in ms. */
const APART_MS = 150_000;
/** What a moment needs after it, and before it, in ms. */
const AFTER_MS = 60_000;
const BEFORE_MS = 15_000;

const Answers = z.object({
  results: z.array(
    z.object({
      cameraId: z.string(),
      /** None of a camera that could not be asked. */
      answer: z
        .object({ sequences: z.array(z.object({ startTime: z.string(), endTime: z.string() })) })
        .optional(),
    }),
  ),
});

const shared = (one: readonly Range[], other: readonly Range[]): Range[] =>
  one.flatMap((a) =>
    other
      .map((b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }))
      .filter(({ from, to }) => to - from > BEFORE_MS + AFTER_MS),
  );

function* momentsIn(stretches: readonly Range[]): Generator<number, void> {
  for (const { from, to } of stretches)
    for (let at = from + BEFORE_MS; at + AFTER_MS <= to; at += APART_MS) yield at;
}

/** So many of the cameras that recorded at the same time, and so many moments of it that nobody asked for before. */
export async function sharedFootage(
  { url, token }: Product,
  cameraIds: readonly string[],
  wanted: { readonly cameras: number; readonly moments: number },
) {
  const until = Date.now() - HOUR_MS;
  const body = {
    cameraIds,
    startTime: new Date(until - 36 * HOUR_MS).toISOString(),
    endTime: new Date(until).toISOString(),
  };
  const answer = await post(`${url}/api/v1/recordings/query`, token, body);
  if (answer.status !== 200) throw new Error(`No footage: ${answer.status} ${answer.body}`);
  let stretches: Range[] = [{ from: until - 36 * HOUR_MS, to: until }];
  const chosen: string[] = [];
  for (const { cameraId, answer: footage } of Answers.parse(JSON.parse(answer.body.toString())).results) {
    const next = shared(
      stretches,
      (footage?.sequences ?? []).map(({ startTime, endTime }) => ({
        from: Date.parse(startTime),
        to: Date.parse(endTime),
      })),
    );
    if ([...momentsIn(next)].length < wanted.moments) continue;
    stretches = next;
    chosen.push(cameraId);
    if (chosen.length === wanted.cameras) return { cameraIds: chosen, moments: momentsIn(stretches) };
  }
  throw new Error(`Only ${chosen.length} of ${wanted.cameras} cameras recorded at the same time.`);
}
