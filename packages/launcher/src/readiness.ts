import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 100;
const answerWithinMs = 2_000;

/**
 * Resolves when the address answers 2xx.
 *
 * @returns whether it did within the time (ms)
 * @throws the signal's reason when it is aborted
 */
export async function isReadyWithin(url: string, timeoutMs: number, signal: AbortSignal): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    signal.throwIfAborted();
    if (await answers(url, signal)) return true;
    await delay(pollMs, undefined, { signal });
  }
  return false;
}

async function answers(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
