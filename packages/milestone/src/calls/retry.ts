import type { Clock } from '../clock.ts';
import { UnavailableError } from '../errors.ts';
import type { MilestoneLog } from '../log.ts';
import { sleep } from './abort.ts';

/** `attempts` counts the first try. */
export interface RetryPolicy {
  attempts: number;
  delayMs: number;
  /** A caller waits no longer than this in all, so a pause of that length is for nothing. */
  patienceMs: number;
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  log: MilestoneLog;
}

/** Doubles with every attempt; half of it is chance, so that many callers do not return at one moment. */
export function backoffMs(attempt: number, { delayMs, random }: Pick<RetryPolicy, 'delayMs' | 'random'>) {
  const full = delayMs * 2 ** (attempt - 1);
  return Math.round(full / 2 + (random() * full) / 2);
}

/**
 * Repeats work that may be repeated, while the VMS is unavailable and the caller's time lasts. `Retry-After` is obeyed,
 * and passed on to the caller where it asks for more patience than a call has.
 */
export async function retry<T>(work: () => Promise<T>, policy: RetryPolicy, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnavailableError) || attempt >= policy.attempts) throw error;
      const askedMs = (error.retryAfterSeconds ?? 0) * 1000;
      const waitMs = Math.max(askedMs, backoffMs(attempt, policy));
      if (waitMs >= policy.patienceMs) throw error;
      policy.log('info', `Trying again in ${waitMs} ms: ${error.message}`);
      await sleep(policy.clock, waitMs, signal).catch((reason: unknown) => {
        // When the time is over in a pause, the last answer says more than that it is.
        throw reason instanceof UnavailableError ? error : reason;
      });
    }
  }
}
