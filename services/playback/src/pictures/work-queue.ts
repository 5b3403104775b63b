import { DomainError } from '@playhead/service-kit';
import PQueue from 'p-queue';

const RETRY_SECONDS = 2;

/** So much at a time, and no more than so much waiting: whoever comes then is told to come back. */
export class WorkQueue {
  private readonly queue: PQueue;

  constructor(private readonly limits: { atOnce: number; waiting: number }) {
    this.queue = new PQueue({ concurrency: limits.atOnce });
  }

  /** Takes waiting work out again when the signal is aborted. @throws DomainError `picture-limit-reached`. */
  run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.queue.size >= this.limits.waiting) {
      throw new DomainError('picture-limit-reached', {
        detail: 'More pictures are asked for than can be prepared. Try again in a moment.',
        retryAfterSeconds: RETRY_SECONDS,
      });
    }
    return this.queue.add(work, { signal });
  }
}
