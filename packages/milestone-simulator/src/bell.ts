import { setTimeout as sleep } from 'node:timers/promises';

/** The longest time, in ms, that a timer can measure. Whoever slept so long looks around and goes on sleeping. */
const LONGEST_MS = 2 ** 31 - 1;

/** What somebody sleeps by until it rings. A ring that comes while they are awake is not lost: they do not fall asleep. */
export class Bell {
  private rung = false;
  private awake: AbortController | undefined;

  readonly ring = (): void => {
    this.rung = true;
    this.awake?.abort();
  };

  /** Until it rings, or for `ms`; forever where that is infinite. Rejects when `signal` is aborted. */
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.rung) await this.fallAsleep(ms, signal);
    this.rung = false;
  }

  private async fallAsleep(ms: number, signal: AbortSignal): Promise<void> {
    const awake = new AbortController();
    this.awake = awake;
    try {
      await sleep(Math.min(ms, LONGEST_MS), undefined, { signal: AbortSignal.any([signal, awake.signal]) });
    } catch (error) {
      if (signal.aborted || !awake.signal.aborted) throw error;
    }
  }
}
