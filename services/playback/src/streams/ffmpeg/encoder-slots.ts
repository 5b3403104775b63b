import { DomainError } from '@playhead/service-kit';

/** How many may wait for each place before others are refused. */
const QUEUE_PER_PLACE = 8;

type Release = () => void;

/** Re-encoding takes a processor each: only so many do it at a time, the others wait in line. */
export class EncoderSlots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly places: number) {
    this.free = places;
  }

  /** Resolves in turn. Rejects when `signal` aborts. @throws DomainError `stream-limit-reached` when the line is too long. */
  async acquire(signal: AbortSignal): Promise<Release> {
    signal.throwIfAborted();
    if (this.free > 0) this.free -= 1;
    else await this.queue(signal);
    let isHeld = true;
    return () => {
      if (isHeld) this.release();
      isHeld = false;
    };
  }

  private queue(signal: AbortSignal): Promise<void> {
    if (this.waiting.length >= this.places * QUEUE_PER_PLACE) {
      throw new DomainError('stream-limit-reached', {
        detail:
          'All processors are busy preparing footage. Try again in a moment, or play it forwards at normal speed.',
        retryAfterSeconds: 5,
      });
    }
    return new Promise((resolve, reject) => {
      const proceed = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(proceed), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiting.push(proceed);
    });
  }

  private release() {
    const next = this.waiting.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}
