import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LOGGER, withoutRequest } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { ExportFolder } from '../export-folder.ts';
import { ExportUpkeepRepository } from './export-upkeep.repository.ts';

const INTERVAL_MS = 60_000;

/** Removes what is not kept any longer: expired exports, the pieces of failed ones, and files that belong to none. */
@Injectable()
export class ExportUpkeep implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private clearing: Promise<void> | undefined;

  constructor(
    private readonly folder: ExportFolder,
    private readonly repository: ExportUpkeepRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.timer = withoutRequest(() => setInterval(() => void this.clear(), INTERVAL_MS).unref());
    void this.clear();
  }

  async onModuleDestroy() {
    clearInterval(this.timer);
    await this.clearing;
  }

  /** Once at a time: who asks while it runs waits for it to run again. */
  async clear(): Promise<void> {
    while (this.clearing !== undefined) await this.clearing;
    this.clearing = this.clearOnce().finally(() => {
      this.clearing = undefined;
    });
    await this.clearing;
  }

  private async clearOnce(): Promise<void> {
    try {
      await this.repository.forgetOld();
      // Listed first: what is made from now on is not looked at.
      const found = await this.folder.list();
      const kept = await this.repository.keptIn(this.folder.id, found);
      for (const id of found) if (!kept.has(id)) await this.folder.remove(id);
    } catch (error) {
      this.logger.warn({ err: error }, 'files of exports that are not kept any longer could not be removed');
    }
  }
}
