import type { Clock } from '@playhead/service-kit';

/** Production rests while this much is made that nobody has asked for, in seconds. */
const AHEAD_SECONDS = 30;
/** The same while disk space is short: enough to play on. */
const SHORT_AHEAD_SECONDS = 6;
/** What is made beyond the pictures on screen while others wait for a first one, in seconds and in longest segments. */
const WAY_AHEAD_SECONDS = 10;
const WAY_AHEAD_SEGMENTS = 2;
/** With less than this beyond the picture on screen a player is about to run dry, in seconds. */
const NEED_SECONDS = 6;
/** Where one segment begins is not to the last bit where the one before it ends, in seconds. */
const TRIFLE_SECONDS = 0.001;

/** How far a stream is ahead of those who watch it, in seconds of playing from its beginning. */
export class Lead {
  /** How much is made in all. */
  made = 0;
  /** The end of the furthest segment that somebody asked for. */
  wanted = 0;
  /** Whether disk space is short, so that less is kept ready. */
  isShort = false;
  /** Whether other streams have nothing to show yet, so that this one waits once its viewers have enough. */
  givesWay = false;
  private begun: { seconds: number; at: Date } | undefined;

  constructor(private readonly clock: Clock) {}

  /** Somebody asks for what lies there. `false` where somebody was further already. */
  want(from: number, to: number): boolean {
    // Players ask for one segment after the other; one that comes from elsewhere plays from there on.
    if (this.begun === undefined || from > this.wanted + TRIFLE_SECONDS)
      this.begun = { seconds: from, at: this.clock.now() };
    if (to <= this.wanted) return false;
    this.wanted = to;
    return true;
  }

  /** Whether enough is made for now, where no segment is longer than the target duration. */
  isEnough(targetSeconds: number): boolean {
    const limit = this.isShort ? SHORT_AHEAD_SECONDS : AHEAD_SECONDS;
    if (this.made - this.wanted >= limit) return true;
    const enough = Math.max(WAY_AHEAD_SECONDS, WAY_AHEAD_SEGMENTS * targetSeconds);
    return this.givesWay && this.made - this.playhead >= enough;
  }

  /** Whether viewers would soon wait for pictures. */
  get isShortOfPictures(): boolean {
    return this.made - this.playhead < NEED_SECONDS;
  }

  /** Whether somebody asked for a segment already. */
  get isWatched(): boolean {
    return this.begun !== undefined;
  }

  /** What the furthest viewer shows at most: players ask for half a minute more than that, and not all of it is urgent. */
  private get playhead(): number {
    if (this.begun === undefined) return 0;
    const { seconds, at } = this.begun;
    return Math.min(this.wanted, seconds + (this.clock.now().getTime() - at.getTime()) / 1000);
  }
}
