import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Clock, LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { RECORDING_CONFIG } from '../config.token.ts';
import type { RecordingConfig } from '../config.ts';
import { recordingProgress } from '../recordings/recording-events.ts';
import { StopsRepository } from './stops.repository.ts';
import { StopsService } from './stops.service.ts';

const PROGRESS_MS = 5_000;

/**
 * Looks for work at least every `RECORDING_SWEEP_INTERVAL_MS`, and at the very moment the next session ends. It
 * keeps nothing in memory that matters: after a restart the first sweep restores everything from PostgreSQL.
 */
@Injectable()
export class SweepService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private wakesAt = Number.POSITIVE_INFINITY;
  private running: Promise<void> | undefined;

  constructor(
    private readonly stops: StopsService,
    private readonly repository: StopsRepository,
    private readonly clock: Clock,
    @Inject(RECORDING_CONFIG) private readonly config: RecordingConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.wakeAt(this.clock.now());
  }

  async onApplicationShutdown() {
    this.ending.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  /** Makes sure that a sweep runs at `time` or earlier. */
  wakeAt(time: Date) {
    if (this.ending.signal.aborted || time.getTime() >= this.wakesAt) return;
    this.wakesAt = time.getTime();
    clearTimeout(this.timer);
    const delayMs = Math.max(0, this.wakesAt - this.clock.now().getTime());
    this.timer = setTimeout(() => void this.wake(), delayMs);
  }

  /** One sweep; a second caller waits for the one under way. */
  sweep(): Promise<void> {
    this.running ??= this.sweepOnce().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  private async wake(): Promise<void> {
    this.wakesAt = Number.POSITIVE_INFINITY;
    try {
      await this.sweep();
    } catch (error) {
      this.logger.error({ err: error }, 'a sweep failed; the next one follows');
    } finally {
      this.wakeAt(new Date(this.clock.now().getTime() + this.config.RECORDING_SWEEP_INTERVAL_MS));
    }
  }

  private async sweepOnce(): Promise<void> {
    await this.stops.settleInterruptedStarts();
    if (this.config.RECORDING_AUTO_STOP) await this.stops.stopDue(this.ending.signal);
    await this.tellProgress();
    const nextStop = await this.repository.nextStop();
    if (nextStop !== undefined) this.wakeAt(nextStop);
  }

  private async tellProgress(): Promise<void> {
    const now = this.clock.now();
    const sessions = await this.repository.claimProgress(now, new Date(now.getTime() - PROGRESS_MS));
    for (const session of sessions) await this.repository.tellProgress(recordingProgress(session, now));
  }
}
