import { setMaxListeners } from 'node:events';

/** A signal that is aborted with the first of others, or by itself, until it is released. */
interface LinkedSignal {
  signal: AbortSignal;
  abort(reason?: unknown): void;
  /** It follows the others no longer, and nothing of it stays with them. */
  release(): void;
}

/** For signals that live long: `AbortSignal.any` leaves with each of them what it made, for as long as they live. */
export function linkSignals(...signals: AbortSignal[]): LinkedSignal {
  const controller = new AbortController();
  const follow = () => {
    release();
    controller.abort(signals.find(({ aborted }) => aborted)?.reason);
  };
  const release = () => {
    for (const signal of signals) signal.removeEventListener('abort', follow);
  };
  // Much work on one signal is no leak: each releases it when it ends.
  setMaxListeners(0, ...signals);
  for (const signal of signals) signal.addEventListener('abort', follow);
  if (signals.some(({ aborted }) => aborted)) follow();
  return { signal: controller.signal, abort: (reason) => controller.abort(reason), release };
}

/** Does work that any of the signals breaks off. */
export async function withSignals<T>(
  signals: AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const link = linkSignals(...signals);
  try {
    return await work(link.signal);
  } finally {
    link.release();
  }
}
