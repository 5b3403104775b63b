import { Inject, Injectable } from '@nestjs/common';
import type { CameraId } from '@playhead/contracts';
import { MilestoneError } from '@playhead/milestone';
import { type AuditEntry, AuditRepository, Clock, LOGGER, toDomainError } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { RECORDING_CONFIG } from '../config.token.ts';
import type { RecordingConfig } from '../config.ts';
import { LeasesService } from '../leases/leases.service.ts';
import { recordingProgress, recordingStopped } from '../recordings/recording-events.ts';
import type { Session } from '../recordings/session.ts';
import { whatHappened } from '../recordings/vms-refusals.ts';
import { type Claim, StopsRepository } from './stops.repository.ts';
import { type Ended, VmsStop } from './vms-stop.ts';

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;
/** Stops are claimed so many at a time, and twice as many may be under way in this instance. */
const BATCH = 100;

/** Ends recordings: each stop reaches the VMS once, and is retried until the VMS has answered. */
@Injectable()
export class StopsService {
  private readonly underWay = new Set<Promise<void>>();

  constructor(
    private readonly stops: StopsRepository,
    private readonly vmsStop: VmsStop,
    private readonly leases: LeasesService,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    @Inject(RECORDING_CONFIG) private readonly config: RecordingConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Begins to stop all that is due. Does not wait for the VMS, so that one slow camera keeps no other waiting. */
  async beginDue(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const timed = this.config.RECORDING_AUTO_STOP;
      const claims = await this.stops.claimDue(() => this.leases.claiming(), BATCH, timed);
      for (const claim of claims) this.begin(claim);
      if (claims.length < BATCH) return;
      while (this.underWay.size > BATCH) await Promise.race(this.underWay);
    }
  }

  /** Waits for the stops under way. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** Stops the camera's recording now; `undefined` when there is none to be had. @throws MilestoneError */
  async stopNow(cameraId: CameraId, username: string): Promise<Session | undefined> {
    const claim = await this.stops.claimNow(cameraId, () => this.leases.claiming(), username);
    return claim && this.stop(claim, () => undefined);
  }

  private begin(claim: Claim) {
    const stop = this.stopQuietly(claim).finally(() => this.underWay.delete(stop));
    this.underWay.add(stop);
  }

  /** Never fails: what is not done stays claimed, and is taken over when the lease runs out. */
  private async stopQuietly(claim: Claim): Promise<void> {
    const { id: recordingId, cameraId, stopAttempts } = claim.session;
    const entryOf = ({ endedBy }: Ended) =>
      this.audit.entry(
        {
          action: 'recording.stop',
          by: { username: 'system' },
          cameraId,
          details: { recordingId, endedBy },
        },
        'success',
      );
    try {
      await this.stop(claim, entryOf);
    } catch (error) {
      const attempt = stopAttempts + 1;
      this.logger.warn({ err: error, recordingId, cameraId, attempt }, 'a stop failed and is retried');
    }
  }

  private stop(claim: Claim, entryOf: (ended: Ended) => AuditEntry | undefined): Promise<Session> {
    const { session } = claim;
    return this.leases.holding(session.id, async () => {
      const done = await this.stopInVms(claim);
      const ended: Session = { ...session, ...done, state: 'stopped', errorMessage: null, stopFailure: null };
      const event = recordingStopped(ended, this.clock.now());
      const entry = entryOf(done);
      const { owner } = this.leases;
      await this.stops.finish({ id: session.id, owner, ...done, event, ...(entry && { entry }) });
      return ended;
    });
  }

  /** @throws MilestoneError; the stop is then tried again. */
  private async stopInVms(claim: Claim): Promise<Ended> {
    try {
      return await this.vmsStop.run(claim);
    } catch (error) {
      // One that was given up, since this instance has to end, is given back with all that it holds.
      if (error instanceof MilestoneError && error.kind !== 'aborted') await this.retryLater(claim, error);
      throw error;
    }
  }

  private async retryLater({ session }: Claim, error: MilestoneError): Promise<void> {
    const now = this.clock.now();
    const retryAt = new Date(now.getTime() + retryDelayMs(session.stopAttempts));
    const stopFailure = { code: toDomainError(error).code, detail: whatHappened(error), retryAt };
    const failing = { ...session, stopAttempts: session.stopAttempts + 1, stopFailure };
    const event = recordingProgress(failing, now);
    await this.stops.retryAt({ id: session.id, owner: this.leases.owner, ...stopFailure, event });
  }
}

/** 1 s, 2 s, 4 s … up to 30 s. */
const retryDelayMs = (attempts: number) =>
  Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 10));
