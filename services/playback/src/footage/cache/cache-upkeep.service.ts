import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock, LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { FootageCacheRepository } from './footage-cache.repository.ts';

/** How long hits are gathered before they are written, in ms: an answer that is known must not wait for the disk. */
const GATHER_MS = 1_000;

/** Counts how often each row was of use and clears away what has expired, behind the answers. */
@Injectable()
export class CacheUpkeepService implements OnModuleDestroy {
  private hits = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly cache: FootageCacheRepository,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The row of this hash answered a question. */
  count(hash: string): void {
    this.hits.set(hash, (this.hits.get(hash) ?? 0) + 1);
    this.soon();
  }

  /** Something was kept: what has expired can go. */
  soon(): void {
    this.timer ??= setTimeout(() => this.write(), GATHER_MS).unref();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.timer !== undefined) this.write();
    await this.writing;
  }

  private write(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const hits = this.hits;
    this.hits = new Map();
    this.writing = this.writing
      .then(() => this.cache.countHits(hits))
      .then(() => this.cache.deleteExpired(this.clock.now()))
      .catch((error: unknown) =>
        this.logger.warn({ err: error }, 'the use of cached footage could not be written down'),
      );
  }
}
