import { abortReason, onAbort } from './abort.ts';

/** So many at a time; the others wait in line. */
export class Slots {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** A place at once, with what gives it back; giving it back twice is once. `undefined` where all are taken. */
  enter(): (() => void) | undefined {
    if (this.#free === 0) return undefined;
    this.#free -= 1;
    return this.#once();
  }

  /** As `enter`, as soon as there is a place. Rejects when aborted before. */
  async acquire(signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw abortReason(signal);
    return this.enter() ?? this.#inTurn(signal);
  }

  #inTurn(signal: AbortSignal): Promise<() => void> {
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
      this.#waiting.push(enter);
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
