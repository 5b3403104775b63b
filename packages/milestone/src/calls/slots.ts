import { onAbort } from './abort.ts';

/** So many at a time; the others wait in line. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** Resolves when there is a place, with what gives it back; giving it back twice is once. Rejects when aborted before. */
  acquire(signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        stop();
        this.#free -= 1;
        resolve(this.#once());
      };
      const stop = onAbort([signal], (reason) => {
        const place = this.#waiting.indexOf(enter);
        if (place !== -1) this.#waiting.splice(place, 1);
        reject(reason);
      });
      if (signal.aborted) return;
      if (this.#free > 0) enter();
      else this.#waiting.push(enter);
    });
  }

  #once(): () => void {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#free += 1;
      this.#waiting.shift()?.();
    };
  }
}
