import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import type { PlaybackStream } from './stream.ts';

const MEGABYTE = 1024 * 1024;

/** A stream that has a piece of video ready, and no room for it. */
interface Waiting {
  stream: PlaybackStream;
  listener: () => void;
}

/**
 * The disk that all streams of this instance share. Nothing is fed to a stream that would not fit on it; whoever is refused
 * waits here, and what viewers have seen goes meanwhile. Where nothing does, one stream after the other may finish its
 * segment beyond the limit: else all might wait for good, each with a segment begun.
 */
@Injectable()
export class Disk {
  private readonly limit: number;
  private readonly streams = new Map<PlaybackStream, () => void>();
  private readonly waiting = new Set<Waiting>();
  /** Which of them may finish its segment beyond the limit. */
  private finishing: PlaybackStream | undefined;

  constructor(
    @Inject(PLAYBACK_CONFIG) { PLAYBACK_MAX_DISK_MB }: Pick<PlaybackConfig, 'PLAYBACK_MAX_DISK_MB'>,
    @Inject(LOGGER) private readonly logger: Pick<Logger, 'warn'>,
  ) {
    this.limit = PLAYBACK_MAX_DISK_MB * MEGABYTE;
  }

  /** Whether somebody waits for room. */
  get isFull(): boolean {
    return this.waiting.size > 0;
  }

  /** Whether so many bytes more of this stream fit. */
  fits(stream: PlaybackStream, bytes: number): boolean {
    return stream === this.finishing || this.used + bytes <= this.limit;
  }

  /** Counts a stream until its files are removed. */
  add(stream: PlaybackStream) {
    const unfollow = stream.onChange(() => {
      if (this.isFull) void this.dropWatched(stream);
      this.tell();
    });
    this.streams.set(stream, unfollow);
  }

  /** Its files are gone. */
  remove(stream: PlaybackStream) {
    this.streams.get(stream)?.();
    this.streams.delete(stream);
    this.finished(stream);
    this.tell();
  }

  /** Tells `listener` whenever there may be room for the stream again; it ends with what is answered. */
  wait(stream: PlaybackStream, listener: () => void): () => void {
    const waiting = { stream, listener };
    this.waiting.add(waiting);
    void this.makeRoom();
    return () => this.waiting.delete(waiting);
  }

  /** The stream has no segment begun, or makes none at the moment, as it waits for something else: another may finish one. */
  finished(stream: PlaybackStream) {
    if (this.finishing !== stream) return;
    this.finishing = undefined;
    this.letFinish();
  }

  private get used(): number {
    let used = 0;
    for (const stream of this.streams.keys()) used += stream.bytes;
    return used;
  }

  private async makeRoom(): Promise<void> {
    await Promise.all([...this.streams.keys()].map((stream) => this.dropWatched(stream)));
    this.tell();
  }

  private tell() {
    for (const { listener } of [...this.waiting]) listener();
    this.letFinish();
  }

  /**
   * The one that has most of a segment, as it makes room soonest; those that show nothing yet wait. Never more than a segment
   * goes beyond the limit.
   */
  private letFinish() {
    if (!this.isFull || this.finishing !== undefined) return;
    const [next] = [...this.waiting]
      .filter(({ stream }) => stream.nextSegmentIndex > 0)
      .sort((a, b) => b.stream.unlisted.bytes - a.stream.unlisted.bytes);
    if (next === undefined || this.used - next.stream.unlisted.bytes > this.limit) return;
    this.finishing = next.stream;
    next.listener();
  }

  private async dropWatched(stream: PlaybackStream): Promise<void> {
    try {
      await stream.dropWatched();
    } catch (error) {
      const { id } = stream.identity;
      this.logger.warn({ err: error, streamId: id }, 'segments that were watched can not be removed');
    }
  }
}
