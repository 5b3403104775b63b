import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Clock, LOGGER, withoutRequest } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { RECORDING_CONFIG } from '../config.token.ts';
import type { RecordingConfig } from '../config.ts';
import { LeasesService } from '../leases/leases.service.ts';
import { InterruptedStartsService } from '../starts/interrupted-starts.service.ts';
import { StopsRepository } from '../stops/stops.repository.ts';
import { StopsService } from '../stops/stops.service.ts';
import { WatchService } from '../watch/watch.service.ts';
import { singleFlight } from './single-flight.ts';

/** Between two looks for what another instance is just taking, in ms. */
const SHORTEST_MS = 20;

/**
 * Looks for work at least every `RECORDING_SWEEP_INTERVAL_MS`, and at the very moment the next session or lease ends. It
 * keeps nothing in memory that matters: after a restart the first sweep restores everything from PostgreSQL. Its jobs
 * do not wait for each other.
 */
@Injectable()
export class SweepService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ending = new AbortController();
  private readonly jobs: readonly (() => Promise<void>)[];
  private timer: NodeJS.Timeout | undefined;
  private wakesAt = Number.POSITIVE_INFINITY;

  constructor(
    interrupted: InterruptedStartsService,
    private readonly stops: StopsService,
    watch: WatchService,
    private readonly leases: LeasesService,
    private readonly repository: StopsRepository,
    private readonly clock: Clock,
    @Inject(RECORDING_CONFIG) private readonly config: RecordingConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const { signal } = this.ending;
    const job = (work: () => Promise<void>) =>
      singleFlight(async () => (signal.aborted ? undefined : work()));
    const tellProgress = job(() => watch.tellProgress());
    this.jobs = [
      job(() => stops.beginDue(signal).then(() => this.planNext())),
      job(() => interrupted.settle().then(() => this.planNext())),
      tellProgress,
      // After it, since both claim running sessions, and who finds a row claimed leaves it for the next sweep.
      job(() => tellProgress().then(() => watch.checkVms(signal))),
    ];
  }

  onApplicationBootstrap() {
    this.wakeAt(this.clock.now());
  }

  /** Before the database closes: what has begun is brought to its end, or given back. */
  async beforeApplicationShutdown() {
    this.ending.abort();
    clearTimeout(this.timer);
    await this.sweepOnce();
    await this.leases.drain();
    await this.stops.settled();
  }

  /** Makes sure that a sweep runs at `time` or earlier. */
  wakeAt(time: Date) {
    if (this.ending.signal.aborted || time.getTime() >= this.wakesAt) return;
    this.wakesAt = time.getTime();
    clearTimeout(this.timer);
    const delayMs = Math.max(0, this.wakesAt - this.clock.now().getTime());
    this.timer = withoutRequest(() => setTimeout(() => this.wake(), delayMs));
  }

  /** One sweep, to the end of all that it began. @throws what a job failed with. */
  async sweep(): Promise<void> {
    await Promise.all(this.jobs.map((job) => job()));
    await this.stops.settled();
  }

  private wake() {
    this.wakesAt = Number.POSITIVE_INFINITY;
    void this.sweepOnce();
    this.wakeIn(this.config.RECORDING_SWEEP_INTERVAL_MS);
  }

  private async sweepOnce(): Promise<void> {
    const failed = (error: unknown) =>
      this.logger.error({ err: error }, 'a sweep failed; the next one follows');
    await Promise.all(this.jobs.map((job) => job().catch(failed)));
  }

  private async planNext(): Promise<void> {
    const next = await this.repository.nextWork(this.config.RECORDING_AUTO_STOP);
    if (next === undefined) return;
    const soonest = this.clock.now().getTime() + SHORTEST_MS;
    this.wakeAt(new Date(Math.max(next.getTime(), soonest)));
  }

  private wakeIn(delayMs: number) {
    this.wakeAt(new Date(this.clock.now().getTime() + delayMs));
  }
}
