import type { PlaybackStream } from '../stream.ts';
import type { EncoderSlots } from './encoder-slots.ts';

type StreamToEncode = Pick<PlaybackStream, 'nextSegmentIndex' | 'abort'>;

/**
 * The place of a stream among those that encode. It has one only while it is fed: who rests because enough is ready, or was
 * fed for a segment while others wait, makes room and gets in line again.
 */
export class EncoderTurn {
  private release: (() => void) | undefined;
  private waiting: AbortController | undefined;

  private constructor(
    private readonly slots: EncoderSlots,
    release: () => void,
  ) {
    this.release = release;
  }

  /** Resolves with the first place. Rejects when the stream is closed. @throws DomainError `stream-limit-reached` */
  static async begin(slots: EncoderSlots, stream: StreamToEncode): Promise<EncoderTurn> {
    const use = stream.nextSegmentIndex === 0 ? 'begins' : 'goes-on';
    return new EncoderTurn(slots, await slots.acquire(stream.abort.signal, use));
  }

  /** Whether it has a place by now; else `onPlace` is called when it gets one. */
  take(onPlace: () => void): boolean {
    if (this.release !== undefined) return true;
    if (this.waiting === undefined) void this.wait(onPlace);
    return false;
  }

  /** Nothing is to be encoded for now. */
  rest(): void {
    this.waiting?.abort();
    this.waiting = undefined;
    this.release?.();
    this.release = undefined;
  }

  /** A segment is made: others go first, if any wait. */
  passOn(): void {
    if (this.slots.isAwaited) this.rest();
  }

  private async wait(onPlace: () => void): Promise<void> {
    const waiting = new AbortController();
    this.waiting = waiting;
    const release = await this.slots.acquire(waiting.signal, 'goes-on').catch(unlessAborted(waiting.signal));
    if (release === undefined) return;
    if (waiting.signal.aborted) {
      release();
      return;
    }
    this.waiting = undefined;
    this.release = release;
    onPlace();
  }
}

function unlessAborted(signal: AbortSignal) {
  return (error: unknown): undefined => {
    if (!signal.aborted) throw error;
  };
}
