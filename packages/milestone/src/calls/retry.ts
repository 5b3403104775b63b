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

/** The last pause is so many delays long at least: it is the one that outlasts the restart of a VMS. */
const LAST_PAUSE_DELAYS = 10;
/** No pause takes more of a call's time, so that there is some left for the try after it. */
const LONGEST_SHARE = 0.5;

/** Doubles with every attempt; half of it is chance, so that many callers do not return at one moment. */
export function backoffMs(attempt: number, { delayMs, random }: Pick<RetryPolicy, 'delayMs' | 'random'>) {
  const full = delayMs * 2 ** (attempt - 1);
  return Math.round(full / 2 + (random() * full) / 2);
}

/** After an attempt that failed: as the backoff, but for the last pause, a fifth of which is chance. */
function pauseMs(attempt: number, policy: RetryPolicy): number {
  const { attempts, delayMs, patienceMs, random } = policy;
  const mostMs = patienceMs * LONGEST_SHARE;
  const isLast = attempt === attempts - 1;
  const leastMs = isLast ? Math.min(delayMs * LAST_PAUSE_DELAYS, mostMs) * (0.8 + random() / 5) : 0;
  return Math.round(Math.max(leastMs, Math.min(backoffMs(attempt, policy), mostMs)));
}

/** What may be done once only is repeated where it never left: then the VMS has done nothing. */
export const whereUnsent = ({ unsent }: UnavailableError): boolean => unsent;

/**
 * Repeats work that may be repeated, while the VMS is unavailable and the caller's time lasts. `Retry-After` is obeyed,
 * and passed on to the caller where it asks for more patience than a call has.
 */
export async function retry<T>(
  work: () => Promise<T>,
  policy: RetryPolicy,
  signal: AbortSignal,
  mayRepeat: (error: UnavailableError) => boolean = () => true,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UnavailableError) || attempt >= policy.attempts || !mayRepeat(error))
        throw error;
      const askedMs = (error.retryAfterSeconds ?? 0) * 1000;
      const waitMs = askedMs > 0 ? Math.max(askedMs, backoffMs(attempt, policy)) : pauseMs(attempt, policy);
      if (waitMs >= policy.patienceMs) throw error;
      policy.log('info', `Trying again in ${waitMs} ms: ${error.message}`);
      await sleep(policy.clock, waitMs, signal).catch((reason: unknown) => {
        // When the time is over in a pause, the last answer says more than that it is.
        throw reason instanceof UnavailableError ? error : reason;
      });
    }
  }
}
