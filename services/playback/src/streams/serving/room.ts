import { DomainError } from '@playhead/service-kit';
import type { PlaybackStream } from '../stream.ts';

/** When places run out, a stream this idle makes room for another, in ms. */
export const EVICTABLE_MS = 6_000;
/** What a stream that begins is expected to need at once, in bytes. */
const FIRST_BYTES = 8 * 1024 * 1024;
/** Less is kept of each stream from this share of the disk on, and until it falls below the other. */
const SHORT_FROM = 0.8;
const SHORT_UNTIL = 0.6;

export interface Limits {
  streams: number;
  bytes: number;
}

/** How many streams there may be, and how much disk they may take together. */
export class Room {
  private isShort = false;

  constructor(private readonly limits: Limits) {}

  /**
   * The idle streams that must go so that one more fits, idlest first.
   *
   * @throws DomainError `stream-limit-reached` when those that are watched fill everything.
   */
  evictedFor(open: readonly PlaybackStream[], now: Date): PlaybackStream[] {
    const idle = idleFor(open, EVICTABLE_MS, now).sort(
      (a, b) => a.lastUsedAt.getTime() - b.lastUsedAt.getTime(),
    );
    const evicted: PlaybackStream[] = [];
    while (!this.fits(open.filter((stream) => !evicted.includes(stream)))) {
      const idlest = idle.shift();
      if (idlest === undefined) throw this.full(open);
      evicted.push(idlest);
    }
    return evicted;
  }

  /** Keeps less of each while they take much together. */
  async balance(open: readonly PlaybackStream[]): Promise<void> {
    const share = bytesOf(open) / this.limits.bytes;
    const wasShort = this.isShort;
    if (share >= SHORT_FROM) this.isShort = true;
    if (share < SHORT_UNTIL) this.isShort = false;
    // Told at every segment of every stream, and nearly always there is room.
    if (!wasShort && !this.isShort) return;
    await Promise.all(open.map((stream) => stream.shorten(this.isShort)));
  }

  private fits(open: readonly PlaybackStream[]): boolean {
    if (open.length === 0) return true;
    return open.length < this.limits.streams && bytesOf(open) + FIRST_BYTES <= this.limits.bytes;
  }

  private full(open: readonly PlaybackStream[]): DomainError {
    const detail =
      open.length >= this.limits.streams
        ? `All ${open.length} streams are being watched. Try again in a moment.`
        : 'The disk space for streams is used up by those being watched. Try again in a moment.';
    return new DomainError('stream-limit-reached', { detail, retryAfterSeconds: EVICTABLE_MS / 1000 });
  }
}

/** Those that nobody waits for, and nobody has read from for so long. */
export function idleFor(open: readonly PlaybackStream[], ms: number, now: Date): PlaybackStream[] {
  const limit = now.getTime() - ms;
  return open.filter(({ lastUsedAt, isAwaited }) => !isAwaited && lastUsedAt.getTime() <= limit);
}

const bytesOf = (open: readonly PlaybackStream[]) => open.reduce((sum, { bytes }) => sum + bytes, 0);
