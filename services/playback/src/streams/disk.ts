import { Inject, Injectable } from '@nestjs/common';
import { LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import type { PlaybackStream } from './stream.ts';

const MEGABYTE = 1024 * 1024;

/**
 * The disk that all streams of this instance share. Nothing is fed to a stream that would not fit on it; whoever is refused
 * waits here, and what viewers have seen goes meanwhile.
 */
@Injectable()
export class Disk {
  private readonly limit: number;
  private readonly streams = new Map<PlaybackStream, () => void>();
  private readonly waiting = new Set<() => void>();

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

  /** Whether so many bytes more fit. */
  fits(bytes: number): boolean {
    let used = bytes;
    for (const stream of this.streams.keys()) used += stream.bytes;
    return used <= this.limit;
  }

  /** Counts a stream until its files are removed. */
  add(stream: PlaybackStream) {
    const unfollow = stream.onChange(() => {
      if (this.isFull) this.dropWatched(stream);
      this.tell();
    });
    this.streams.set(stream, unfollow);
  }

  /** Its files are gone. */
  remove(stream: PlaybackStream) {
    this.streams.get(stream)?.();
    this.streams.delete(stream);
    this.tell();
  }

  /** Tells `listener` whenever there may be room again; it ends with what is answered. */
  wait(listener: () => void): () => void {
    this.waiting.add(listener);
    for (const stream of this.streams.keys()) this.dropWatched(stream);
    return () => this.waiting.delete(listener);
  }

  private tell() {
    for (const listener of [...this.waiting]) listener();
  }

  private dropWatched(stream: PlaybackStream) {
    stream.dropWatched().catch((error: unknown) => {
      const { id } = stream.identity;
      this.logger.warn({ err: error, streamId: id }, 'segments that were watched can not be removed');
    });
  }
}
