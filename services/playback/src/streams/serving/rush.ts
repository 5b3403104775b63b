import type { PlaybackStream } from '../stream.ts';

/** How often all streams are looked at, in ms: their viewers play on meanwhile. */
const LOOK_MS = 500;
/** Who needs pictures for so many looks waits for the VMS, or for new footage, not for others to give way. */
const MOST_LOOKS = 10;

/**
 * Needed pictures before all others: while streams have nothing to show, or hardly anything more, those whose viewers have
 * enough for some seconds wait with what they make in advance. Thus many who come at once share the time of one thread.
 */
export class Rush {
  /** At how many looks in a row a stream was in need. */
  private readonly needy = new Map<PlaybackStream, number>();
  private timer: NodeJS.Timeout | undefined;
  private isOn = false;

  constructor(private readonly open: () => readonly PlaybackStream[]) {}

  /** A stream begins: all others make way for it at once. */
  begin(): void {
    this.timer ??= setInterval(() => this.look(), LOOK_MS);
    if (!this.isOn) this.tell(true);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.isOn = false;
  }

  private look(): void {
    const open = this.open();
    if (open.length === 0) this.stop();
    const before = new Map(this.needy);
    this.needy.clear();
    for (const stream of open) {
      if (stream.isInNeed) this.needy.set(stream, (before.get(stream) ?? 0) + 1);
    }
    const isOn = [...this.needy.values()].some((looks) => looks < MOST_LOOKS);
    if (isOn || this.isOn) this.tell(isOn);
  }

  private tell(isOn: boolean): void {
    this.isOn = isOn;
    for (const stream of this.open()) stream.giveWay(isOn);
  }
}
