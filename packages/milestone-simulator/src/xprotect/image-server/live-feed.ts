import { Bell } from '../../bell.ts';
import type { SettableClock } from '../../clock.ts';
import { SECOND } from '../../history/slots.ts';
import { liveStatus } from './live-status.ts';

/** A client that hears nothing for longer takes the connection for dead; a little less than five seconds, in ms. */
const STATUS_MS = 4_000;
/** Who falls further behind, or whose clock was put forward, goes on with what is now. */
const MOST_BEHIND_MS = 3 * SECOND;

interface LiveFeedOptions {
  clock: SettableClock;
  /** Whether pictures come from the camera now. */
  delivers: () => boolean;
  /** Whether the connection may go on. */
  isAdmitted: () => boolean;
  /** Tells whenever one of these, or the clock, may have changed, until what is returned is called. */
  follow: (changed: () => void) => () => void;
  /** Pictures of the second that begins at `start` (epoch ms), as they go out. */
  images: (start: number) => Promise<Buffer>;
  /** `false` once the connection is over. */
  send: (bytes: Buffer) => Promise<boolean>;
  /** Whether it begins with the second before. */
  sendsBuffered: boolean;
  /** Ends what makes the images. */
  close: () => Promise<void>;
}

/** Live video on one connection (protocol reference §5.4): each second once it is over, and word of the camera. */
export class LiveFeed {
  private readonly stopped = new AbortController();
  private readonly running: Promise<void>;

  /** Begins at once. `onEnd` is called when it ends by itself: the client has gone, is not admitted, or it failed. */
  constructor(
    private readonly options: LiveFeedOptions,
    onEnd: (error?: unknown) => void,
  ) {
    this.running = this.run().then(
      () => this.over(onEnd),
      (error: unknown) => this.over(onEnd, error),
    );
  }

  /** Resolves when nothing more is sent. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private over(onEnd: (error?: unknown) => void, error?: unknown): void {
    if (!this.stopped.signal.aborted) onEnd(error);
  }

  private async run(): Promise<void> {
    const bell = new Bell();
    const unfollow = this.options.follow(bell.ring);
    try {
      await this.sendOn(bell);
    } finally {
      unfollow();
      await this.options.close();
    }
  }

  private async sendOn(bell: Bell): Promise<void> {
    const { clock, delivers, isAdmitted, images, send, sendsBuffered } = this.options;
    const { signal } = this.stopped;
    const secondOver = () => Math.floor(clock.now().getTime() / SECOND) * SECOND - SECOND;
    let next = secondOver() + (sendsBuffered ? 0 : SECOND);
    let toldAt = Number.NEGATIVE_INFINITY;
    let wasLost: boolean | undefined;
    while (!signal.aborted && isAdmitted()) {
      const isLost = !delivers();
      if (isLost !== wasLost || performance.now() - toldAt >= STATUS_MS) {
        if (!(await send(liveStatus({ time: clock.now().getTime(), isLost })))) return;
        [toldAt, wasLost] = [performance.now(), isLost];
      }
      const over = secondOver();
      if (Math.abs(over - next) > MOST_BEHIND_MS) next = over;
      if (!isLost && next <= over && !(await send(await images(next)))) return;
      if (next <= over) next += SECOND;
      else await bell.sleep(this.quietMs(next + SECOND, toldAt + STATUS_MS), signal);
    }
  }

  /** How long there is nothing to do: until a second is over by the clock, or word of the camera is due. */
  private quietMs(secondOver: number, wordDue: number): number {
    const { clock } = this.options;
    const untilOver = clock.isFrozen ? Number.POSITIVE_INFINITY : secondOver - clock.now().getTime();
    return Math.max(1, Math.min(untilOver, wordDue - performance.now()));
  }
}
