import type { PlaybackStream } from '../stream.ts';

/** How often streams that gave way are looked at again, in ms: their viewers play on meanwhile. */
const LOOK_MS = 500;
/** Who has nothing to show after so many looks waits for the VMS, not for others to give way. */
const MOST_LOOKS = 10;

/**
 * First pictures before all others: while streams have nothing to show yet, those whose viewers have enough for some
 * seconds wait with what they make in advance. Thus many who come at once share the time of one thread.
 */
export class Rush {
  /** The streams without a segment, with how often they were looked at. */
  private readonly waiting = new Map<PlaybackStream, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly open: () => readonly PlaybackStream[]) {}

  /** A stream begins. */
  wait(stream: PlaybackStream): void {
    this.waiting.set(stream, 0);
    const leave = stream.onChange(() => {
      if (!stream.has(1)) return;
      leave();
      this.done(stream);
    });
    // Those that are open were told; the new one has nothing to wait with before the next look.
    if (this.timer !== undefined) return;
    this.timer = setInterval(() => this.look(), LOOK_MS);
    this.tell(true);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private look(): void {
    this.tell(true);
    for (const [stream, looks] of this.waiting) {
      if (looks + 1 < MOST_LOOKS) this.waiting.set(stream, looks + 1);
      else this.done(stream);
    }
  }

  private done(stream: PlaybackStream): void {
    if (!this.waiting.delete(stream) || this.waiting.size > 0) return;
    this.stop();
    this.tell(false);
  }

  private tell(giveWay: boolean): void {
    for (const stream of this.open()) stream.giveWay(giveWay);
  }
}
