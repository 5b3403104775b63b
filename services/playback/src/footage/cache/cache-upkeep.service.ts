import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { CameraId } from '@playhead/contracts';
import { Clock, LOGGER } from '@playhead/service-kit';
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import { FootageCacheRepository } from './footage-cache.repository.ts';
import type { KnownPiece } from './known-footage.ts';

/** How long hits are gathered before they are written, in ms: an answer that is known must not wait for the disk. */
const GATHER_MS = 1_000;

/** Pieces that may wait to be written; past it those who bring more wait for the disk. */
const MAX_WAITING = 64;

/** Writes what is known for other instances, counts how often each row was of use, and clears away what has expired. */
@Injectable()
export class CacheUpkeepService implements OnModuleDestroy {
  private hits = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private clearedUpAt: Date | undefined;
  private readonly writing = new PQueue({ concurrency: 1 });

  constructor(
    private readonly cache: FootageCacheRepository,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Keeps a piece for all instances, behind the answer. */
  async keep(cameraId: CameraId, piece: KnownPiece): Promise<void> {
    await this.writing.onSizeLessThan(MAX_WAITING);
    this.write('known footage could not be kept for other instances', () =>
      this.cache.keep(cameraId, piece, this.clock.now()),
    );
    this.soon();
  }

  /** The row of this hash answered a question. */
  count(hash: string): void {
    this.hits.set(hash, (this.hits.get(hash) ?? 0) + 1);
    this.soon();
  }

  /** Returns once all is written. */
  async flush(): Promise<void> {
    if (this.timer !== undefined) this.clearUp();
    await this.writing.onIdle();
  }

  onModuleDestroy(): Promise<void> {
    return this.flush();
  }

  private soon(): void {
    this.timer ??= setTimeout(() => this.clearUp(), GATHER_MS).unref();
  }

  private clearUp(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const hits = this.hits;
    this.hits = new Map();
    this.write('the use of cached footage could not be written down', async () => {
      await this.cache.countHits(hits);
      const now = this.clock.now();
      await this.cache.deleteExpired(now);
      if (this.clearedUpAt === undefined || now < this.clearedUpAt) await this.cache.deleteFuture(now);
      this.clearedUpAt = now;
    });
  }

  /** In turn. A cache that can't be written costs time, no answer. */
  private write(failure: string, work: () => Promise<void>): void {
    void this.writing.add(async () => {
      try {
        await work();
      } catch (error) {
        this.logger.warn({ err: error }, failure);
      }
    });
  }
}
