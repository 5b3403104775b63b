import type { Clock } from '../clock.ts';
import { UnavailableError } from '../errors.ts';
import type { MilestoneLog } from '../log.ts';
import { sleep } from './abort.ts';

const MAX_WAIT_MS = 30_000;

/** `attempts` counts the first try. */
export interface RetryPolicy {
  attempts: number;
  delayMs: number;
  clock: Clock;
  /** 0 to 1. */
  random: () => number;
  log: MilestoneLog;
}

/** Doubles with every attempt; half of it is chance, so that many callers do not return at one moment. */
function backoffMs(attempt: number, { delayMs, random }: Pick<RetryPolicy, 'delayMs' | 'random'>) {
  const full = Math.min(delayMs * 2 ** (attempt - 1), MAX_WAIT_MS);
  return Math.round(full / 2 + (random() * full) / 2);
}

/**
 * Repeats work that may be repeated, while the VMS is unavailable. `Retry-After` is obeyed, and passed on to the
 * caller where it asks for more patience than a request has.
 */
export async function retry<T>(work: () => Promise<T>, policy: RetryPolicy, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnavailableError) || attempt >= policy.attempts) throw error;
      const askedMs = (error.retryAfterSeconds ?? 0) * 1000;
      if (askedMs > MAX_WAIT_MS) throw error;
      const waitMs = Math.max(askedMs, backoffMs(attempt, policy));
      policy.log('info', `Trying again in ${waitMs} ms: ${error.message}`);
      await sleep(policy.clock, waitMs, signal);
    }
  }
}
