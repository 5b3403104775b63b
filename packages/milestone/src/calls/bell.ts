import { onAbort } from './abort.ts';

/** Wakes the one who waits. Rung while nobody does, the next wait is over at once. */
export class Bell {
  #isRung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#isRung = true;
    this.#wake?.();
  }

  /** Rejects when the signal is aborted before. */
  wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = onAbort([signal], (reason) => {
        this.#wake = undefined;
        reject(reason);
      });
      if (signal.aborted) return;
      this.#wake = () => {
        stop();
        this.#wake = undefined;
        this.#isRung = false;
        resolve();
      };
      if (this.#isRung) this.#wake();
    });
  }
}
