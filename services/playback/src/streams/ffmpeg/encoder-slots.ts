import { DomainError } from '@playhead/service-kit';

/** How many may wait for each place before others are refused. */
const QUEUE_PER_PLACE = 8;

type Release = () => void;

/**
 * For whom is encoded: a viewer who `begins` to watch is refused where too many wait already, one who watches (`goes-on`)
 * is not, and `background` work waits for all of them and leaves a place to them wherever there are two.
 */
export type EncoderUse = 'begins' | 'goes-on' | 'background';

/** Re-encoding takes a processor each: only so many do it at a time, the others wait in line. */
export class EncoderSlots {
  private taken = 0;
  private inBackground = 0;
  private readonly viewers: (() => void)[] = [];
  private readonly background: (() => void)[] = [];

  constructor(private readonly places: number) {}

  /** Whether a viewer waits for a place. */
  get isAwaited(): boolean {
    return this.viewers.length > 0;
  }

  /** Resolves in turn. Rejects when `signal` aborts. @throws DomainError `stream-limit-reached` when the line is too long. */
  async acquire(signal: AbortSignal, use: EncoderUse = 'begins'): Promise<Release> {
    signal.throwIfAborted();
    const isBackground = use === 'background';
    if (use === 'begins' && this.viewers.length >= this.places * QUEUE_PER_PLACE) throw lineTooLong();
    await this.inLine(isBackground ? this.background : this.viewers, signal);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.taken -= 1;
      if (isBackground) this.inBackground -= 1;
      this.admit();
    };
  }

  private inLine(line: (() => void)[], signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const proceed = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        line.splice(line.indexOf(proceed), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      line.push(proceed);
      this.admit();
    });
  }

  private admit(): void {
    while (this.taken < this.places) {
      const next = this.viewers.shift() ?? this.nextInBackground();
      if (next === undefined) return;
      this.taken += 1;
      next();
    }
  }

  private nextInBackground(): (() => void) | undefined {
    if (this.inBackground >= Math.max(1, this.places - 1)) return undefined;
    const next = this.background.shift();
    if (next !== undefined) this.inBackground += 1;
    return next;
  }
}

const lineTooLong = () =>
  new DomainError('stream-limit-reached', {
    detail:
      'All processors are busy preparing footage. Try again in a moment, or play it forwards at normal speed.',
    retryAfterSeconds: 5,
  });
