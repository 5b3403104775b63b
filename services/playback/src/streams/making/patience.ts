import { setTimeout as pause } from 'node:timers/promises';
import { DomainError } from '@playhead/service-kit';
import { beyond } from './wall-clock.ts';
import { REACHED_MS } from './way.ts';

/** How often in a row the VMS may fail, or send nothing of what it lists, without any progress. */
const MAX_FUTILE = 4;

/** How many sequences in a row the VMS may list and not send. */
const MAX_UNSENT = 3;

const FIRST_PAUSE_MS = 100;

/** Counts tries that came to nothing; each is followed by a longer pause. */
export class Patience {
  private futile = 0;
  private rest: Date | undefined;
  private unsent = { sequences: 0, segments: 0 };

  constructor(
    private readonly speed: number,
    private furthest: Date,
  ) {}

  /** Whether this is further than anything before; then all tries count anew. */
  reached(time: Date): boolean {
    const isFurther = beyond(this.furthest, time, this.speed) > 0;
    if (isFurther) {
      this.furthest = time;
      this.futile = 0;
    }
    return isFurther;
  }

  /** Another way is tried. */
  renew() {
    this.futile = 0;
  }

  /**
   * What the VMS lists and does not send is gone over. `segments` tells how many were made so far.
   *
   * @throws DomainError `footage-not-found` where that is all it does.
   */
  goOver(segments: number) {
    this.renew();
    const isNew = segments !== this.unsent.segments;
    this.unsent = { sequences: isNew ? 1 : this.unsent.sequences + 1, segments };
    if (this.unsent.sequences < MAX_UNSENT) return;
    throw new DomainError('footage-not-found', {
      detail:
        'The VMS lists footage here that it does not send. Choose another time, or have the VMS looked after.',
    });
  }

  /** Whether what is left from here on, and is hardly a picture, was not asked for yet. */
  onceMore(from: Date): boolean {
    const isAsked = this.rest !== undefined && beyond(this.rest, from, this.speed) <= REACHED_MS;
    this.rest = from;
    return !isAsked;
  }

  /** `false` when there were enough tries. Rejects when `signal` aborts. */
  async again(signal: AbortSignal): Promise<boolean> {
    this.futile += 1;
    if (this.futile >= MAX_FUTILE) return false;
    await pause(FIRST_PAUSE_MS * 2 ** this.futile, undefined, { signal });
    return true;
  }
}
