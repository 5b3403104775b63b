import type { Clock } from '../clock.ts';

interface Timer {
  delayMs: number;
  dueAt: number;
  task: () => void;
}

/** A clock that stands still until told. */
export class FakeClock implements Clock {
  #now = Date.parse('2026-03-01T12:00:00Z');
  readonly #timers = new Set<Timer>();
  readonly #waiting = new Set<() => void>();

  now() {
    return this.#now;
  }

  after(delayMs: number, task: () => void) {
    const timer = { delayMs, dueAt: this.#now + delayMs, task };
    this.#timers.add(timer);
    for (const check of this.#waiting) check();
    return () => {
      this.#timers.delete(timer);
    };
  }

  /** Moves on and runs what falls due. */
  advance(ms: number) {
    this.#now += ms;
    for (const timer of [...this.#timers].sort((a, b) => a.dueAt - b.dueAt)) {
      if (timer.dueAt <= this.#now && this.#timers.delete(timer)) timer.task();
    }
  }

  /** Resolves once somebody waits for exactly `delayMs`. */
  awaited(delayMs: number): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (![...this.#timers].some((timer) => timer.delayMs === delayMs)) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
  }

  get pending(): number[] {
    return [...this.#timers].map(({ delayMs }) => delayMs);
  }
}
