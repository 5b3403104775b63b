import type { Clock } from '../clock.ts';
import { UnavailableError } from '../errors.ts';
import { linkSignals } from './abort.ts';

/** Part of a call that may take no longer than `patienceMs`. @throws UnavailableError when it does. */
export async function withPatience<T>(
  clock: Clock,
  patienceMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const link = linkSignals(signal);
  const cancel = clock.after(patienceMs, () => {
    link.abort(new UnavailableError(`It did not answer within ${patienceMs / 1000} s.`));
  });
  try {
    return await work(link.signal);
  } finally {
    cancel();
    link.release();
  }
}
