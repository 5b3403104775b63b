import { z } from 'zod';
import { get } from '../http.ts';
import type { Product } from './product.ts';

const HOUR_MS = 3_600_000;
/** Moments are so far apart that none lies in what another has loaded. */
const APART_MS = 150_000;
/** What a moment needs after it, in ms. */
const AFTER_MS = 30_000;

const Footage = z.object({ sequences: z.array(z.object({ startTime: z.string(), endTime: z.string() })) });

/** Moments of recorded footage that nobody asked for before, ever earlier; none at a round second. */
export type Moments = Generator<number, never>;

export async function momentsOf({ url, cameraId, token }: Product): Promise<Moments> {
  const until = Date.now() - HOUR_MS;
  const range = new URLSearchParams({
    startTime: new Date(until - 36 * HOUR_MS).toISOString(),
    endTime: new Date(until).toISOString(),
  });
  const { status, body } = await get(
    `${url}/api/v1/cameras/${cameraId}/recordings/sequences?${range}`,
    token,
  );
  if (status !== 200) throw new Error(`No sequences: ${status} ${body}`);
  const stretches = Footage.parse(JSON.parse(body.toString())).sequences.map(({ startTime, endTime }) => ({
    from: Date.parse(startTime) + AFTER_MS,
    to: Date.parse(endTime) - AFTER_MS,
  }));
  return within(stretches, until);
}

function* within(stretches: readonly { from: number; to: number }[], until: number): Moments {
  const earliest = Math.min(...stretches.map(({ from }) => from));
  for (let number = 1; until - number * APART_MS > earliest; number += 1) {
    const moment = until - number * APART_MS - ((number * 7919) % 1000);
    if (stretches.some(({ from, to }) => moment >= from && moment <= to)) yield moment;
  }
  throw new Error('The camera has too little footage for so many runs.');
}
