import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { LoginAttemptsRepository } from '../auth/login-attempts.repository.ts';
import { CONSOLE_CONFIG } from '../config.token.ts';
import type { ConsoleConfig } from '../config.ts';
import { LiveEventsRepository } from '../live-events/live-events.repository.ts';

const INTERVAL_MS = 10 * 60_000;
const HOUR_MS = 3_600_000;

/** Deletes what is no longer needed: old live events, and wrong passwords that are forgotten. */
@Injectable()
export class UpkeepService implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly events: LiveEventsRepository,
    private readonly attempts: LoginAttemptsRepository,
    private readonly clock: Clock,
    @Inject(CONSOLE_CONFIG) private readonly config: ConsoleConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.timer = setInterval(() => void this.runAndLog(), INTERVAL_MS);
  }

  onApplicationShutdown() {
    this.stopped = true;
    clearInterval(this.timer);
  }

  /** One round, batch by batch. */
  async run(): Promise<void> {
    const now = this.clock.now();
    await this.attempts.deleteForgotten(now);
    const limit = new Date(now.getTime() - this.config.LIVE_EVENTS_RETENTION * HOUR_MS);
    while (!this.stopped && (await this.events.deleteBatchBefore(limit)));
  }

  private async runAndLog(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.logger.warn(
        { err: error },
        'what is no longer needed could not be deleted; it is tried again later',
      );
    }
  }
}
