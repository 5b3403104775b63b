import { Inject, Injectable } from '@nestjs/common';
import type { CameraId, EndedBy } from '@playhead/contracts';
import { type MilestoneClient, MilestoneError } from '@playhead/milestone';
import { AuditRepository, Clock, LOGGER, MILESTONE } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { RECORDING_CONFIG } from '../config.token.ts';
import type { RecordingConfig } from '../config.ts';
import { LeasesService } from '../leases/leases.service.ts';
import { recordingStopped } from '../recordings/recording-events.ts';
import type { Session } from '../recordings/session.ts';
import { EndingsService } from './endings.service.ts';
import { type Claim, StopsRepository } from './stops.repository.ts';

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
    private readonly endings: EndingsService,
    private readonly leases: LeasesService,
    private readonly audit: AuditRepository,
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
    @Inject(RECORDING_CONFIG) private readonly config: RecordingConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Begins to stop all that is due. Does not wait for the VMS, so that one slow camera keeps no other waiting. */
  async beginDue(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const now = this.clock.now();
      const timed = this.config.RECORDING_AUTO_STOP;
      const claims = await this.stops.claimDue(now, this.leases.lease(), BATCH, timed);
      for (const claim of claims) this.begin(claim);
      if (claims.length < BATCH) return;
      while (this.underWay.size > BATCH) await Promise.race(this.underWay);
    }
  }

  /** Waits for the stops under way. */
  async settled(): Promise<void> {
    await Promise.all(this.underWay);
  }

  /** Stops the camera's recording now; `undefined` when there is none to stop. @throws MilestoneError */
  async stopNow(cameraId: CameraId, username: string): Promise<Session | undefined> {
    const claim = await this.stops.claimNow(cameraId, this.clock.now(), this.leases.lease(), username);
    return claim && this.stop(claim);
  }

  private begin(claim: Claim) {
    const stop = this.stopQuietly(claim).finally(() => this.underWay.delete(stop));
    this.underWay.add(stop);
  }

  /** Never fails: what is not done stays claimed, and is taken over when the lease runs out. */
  private async stopQuietly(claim: Claim): Promise<void> {
    const { id: recordingId, cameraId, stopAttempts } = claim.session;
    try {
      const { endedBy } = await this.stop(claim);
      await this.audit.record(
        {
          action: 'recording.stop',
          by: { username: 'system' },
          cameraId,
          details: { recordingId, endedBy },
        },
        'success',
      );
    } catch (error) {
      const attempt = stopAttempts + 1;
      this.logger.warn({ err: error, recordingId, cameraId, attempt }, 'a stop failed and is retried');
    }
  }

  private stop(claim: Claim): Promise<Session> {
    const { session } = claim;
    return this.leases.holding(session.id, async () => {
      const endedBy = await this.stopInVms(claim);
      const endTime = this.clock.now();
      const ended: Session = { ...session, state: 'stopped', endTime, endedBy, errorMessage: null };
      const event = recordingStopped(ended, 'stopped', null, endTime);
      await this.endings.finish({ id: session.id, endTime, endedBy, event });
      return ended;
    });
  }

  /** Who ended it. @throws MilestoneError; the stop is then tried again. */
  private async stopInVms(claim: Claim): Promise<EndedBy> {
    const { session } = claim;
    const endedBy = session.endedBy ?? { kind: 'timer' };
    try {
      return (await this.endInVms(claim)) ? endedBy : { kind: 'vms' };
    } catch (error) {
      if (!(error instanceof MilestoneError)) throw error;
      const retryAt = new Date(this.clock.now().getTime() + retryDelayMs(session.stopAttempts));
      await this.stops.retryAt(session.id, this.leases.owner, retryAt, error.message);
      throw error;
    }
  }

  /**
   * False when the VMS had ended it by itself. After a try whose outcome nobody knows the VMS is asked first, so that
   * it never hears a stop twice.
   */
  private async endInVms({ session, takenOver }: Claim): Promise<boolean> {
    const { deviceId, milestoneRecordingId } = session;
    if (milestoneRecordingId === null) return true;
    if (takenOver && !(await this.stillRecords(session))) return true;
    try {
      await this.milestone.stopRecording(deviceId, milestoneRecordingId);
      return true;
    } catch (error) {
      const overAlready = error instanceof MilestoneError && error.kind === 'not-found';
      if (!overAlready) throw error;
      return takenOver;
    }
  }

  /** A camera that the VMS no longer has records nothing. @throws MilestoneError */
  private async stillRecords({ deviceId, milestoneRecordingId }: Session): Promise<boolean> {
    try {
      const status = await this.milestone.getRecordingStatus(deviceId);
      return status.isRecording && status.recordingId === milestoneRecordingId;
    } catch (error) {
      if (!(error instanceof MilestoneError) || error.kind !== 'not-found') throw error;
      return false;
    }
  }
}

/** 1 s, 2 s, 4 s … up to 30 s. */
const retryDelayMs = (attempts: number) =>
  Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 10));
