import type { MilestoneError } from '../errors.ts';

/**
 * What ends a request before its answer does: its deadline, or its caller. There is one for each request and one who
 * listens, so it is none of the `AbortSignal`s, which cost more than the rest of the request's way through the client.
 */
export class Ending {
  #reason: MilestoneError | undefined;
  #listener: ((reason: MilestoneError) => void) | undefined;

  get reason(): MilestoneError | undefined {
    return this.#reason;
  }

  /** Ends the request; only the first reason counts. */
  end(reason: MilestoneError): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#listener?.(reason);
  }

  /** Tells the listener, in place of the one before, at once if the end has come. `undefined` for none. */
  listen(listener: ((reason: MilestoneError) => void) | undefined): void {
    this.#listener = listener;
    if (this.#reason !== undefined) listener?.(this.#reason);
  }
}
