import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { VMS_CONFIG } from '../config.token.ts';
import type { VmsConfig } from '../config.ts';
import { SyncService } from './sync.service.ts';

/** A sync that is due is noticed within this time, in ms. */
const CHECK_MS = 10_000;

/** Starts a sync every `MILESTONE_SYNC_INTERVAL`; however many instances run, one of them does. */
@Injectable()
export class SyncScheduleService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly syncs: SyncService,
    @Inject(VMS_CONFIG) private readonly config: VmsConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    const { MILESTONE_SYNC_INTERVAL: seconds } = this.config;
    if (seconds === 0) return;
    this.timer = setInterval(() => void this.check(), Math.min(CHECK_MS, seconds * 1000));
  }

  beforeApplicationShutdown() {
    clearInterval(this.timer);
  }

  /** Starts a sync when one is due. */
  async check(): Promise<void> {
    try {
      await this.syncs.startScheduled(this.config.MILESTONE_SYNC_INTERVAL);
    } catch (error) {
      this.logger.error({ err: error }, 'the scheduled sync could not be started; it is tried again');
    }
  }
}
