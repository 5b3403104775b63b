import { setMaxListeners } from 'node:events';
import type { Clock } from '../clock.ts';
import { AbortedError, MilestoneError } from '../errors.ts';

/** Why a signal was aborted, as this client's error: its own errors as they are, a caller's as `AbortedError`. */
export function abortReason(signal: AbortSignal): MilestoneError {
  const reason: unknown = signal.reason;
  if (reason instanceof MilestoneError) return reason;
  return new AbortedError('The call to the VMS was given up before it ended.', { cause: reason });
}

/** Tells `listener` once that one of the signals is aborted, at once if it is. Returns how to stop listening. */
export function onAbort(signals: readonly AbortSignal[], listener: (reason: MilestoneError) => void) {
  const tell = () => {
    stop();
    const aborted = signals.find((signal) => signal.aborted);
    if (aborted) listener(abortReason(aborted));
  };
  const stop = () => {
    for (const signal of signals) signal.removeEventListener('abort', tell);
  };
  // Many calls on one signal are no leak: each stops listening when it ends.
  setMaxListeners(0, ...signals);
  for (const signal of signals) signal.addEventListener('abort', tell);
  if (signals.some((signal) => signal.aborted)) tell();
  return stop;
}

/** A signal that follows others, until released: `AbortSignal.any` would pile up on a signal that lives long. */
export interface LinkedSignal {
  signal: AbortSignal;
  abort(reason: MilestoneError): void;
  release(): void;
}

export function linkSignals(...signals: (AbortSignal | undefined)[]): LinkedSignal {
  const controller = new AbortController();
  const abort = (reason: MilestoneError) => controller.abort(reason);
  const release = onAbort(
    signals.filter((signal) => signal !== undefined),
    abort,
  );
  return { signal: controller.signal, abort, release };
}

/** Waits for work that is shared with others: an abort ends this wait only. */
export function waitFor<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = onAbort([signal], reject);
    void work.then(resolve, reject).finally(stop);
  });
}

/** Resolves after `delayMs`, or rejects when the signal is aborted before. */
export function sleep(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(delayMs, () => {
      stop();
      resolve();
    });
    const stop = onAbort([signal], (reason) => {
      cancel();
      reject(reason);
    });
  });
}
