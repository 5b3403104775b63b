import type { Clock } from '../../clock.ts';
import { AbortedError, UnavailableError } from '../../errors.ts';

/** So many calls in a row must find nobody before the others are spared. */
const FAILURES = 3;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Spares callers the wait for a recorder that does not answer: after three calls in a row found nobody, the rest fail at
 * once, for 2 s, then twice as long each time up to 30 s. Then one call tries for all. A call that its caller gave up
 * tells nothing, either way.
 */
export class CircuitBreaker {
  #failures = 0;
  #closedUntil = 0;
  #isTrying = false;
  #last: UnavailableError | undefined;

  constructor(private readonly clock: Clock) {}

  /** @throws UnavailableError at once while the recorder counts as gone, else what `work` throws. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#last === undefined) return this.runAnyway(work);
    const leftMs = this.#closedUntil - this.clock.now();
    if (leftMs > 0 || this.#isTrying) {
      const retryAfterSeconds = Math.max(1, Math.ceil(leftMs / 1000));
      throw new UnavailableError(this.#last.message, { cause: this.#last.cause, retryAfterSeconds });
    }
    this.#isTrying = true;
    try {
      return await this.runAnyway(work);
    } finally {
      this.#isTrying = false;
    }
  }

  /** Also while the recorder counts as gone: when it answers, it does no longer. @throws what `work` throws. */
  async runAnyway<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.#answered();
      return result;
    } catch (error) {
      if (error instanceof UnavailableError && !error.answered) this.#failed(error);
      else if (!(error instanceof AbortedError)) this.#answered();
      throw error;
    }
  }

  #answered(): void {
    this.#failures = 0;
    this.#last = undefined;
  }

  #failed(error: UnavailableError): void {
    this.#failures += 1;
    if (this.#failures < FAILURES) return;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - FAILURES), LONGEST_PAUSE_MS);
    this.#last = error;
    this.#closedUntil = this.clock.now() + pauseMs;
  }
}
