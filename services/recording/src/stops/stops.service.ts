import { Inject, Injectable } from '@nestjs/common';
import type { CameraId } from '@playhead/contracts';
import { type MilestoneClient, MilestoneError } from '@playhead/milestone';
import { Clock, LOGGER, MILESTONE } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { recordingStarted, recordingStopped } from '../recordings/recording-events.ts';
import { RecordingsRepository } from '../recordings/recordings.repository.ts';
import type { Session } from '../recordings/session.ts';
import { type Claim, StopsRepository } from './stops.repository.ts';

/** Longer than any call to the VMS may take, so that nobody takes over work that is still going on. In ms. */
export const LEASE_MS = 30_000;

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;
const BATCH = 20;

/** Ends recordings: each stop reaches the VMS once, and is retried until the VMS has answered. */
@Injectable()
export class StopsService {
  constructor(
    private readonly stops: StopsRepository,
    private readonly recordings: RecordingsRepository,
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Stops what is due, in batches, until nothing is. */
  async stopDue(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const now = this.clock.now();
      const claims = await this.stops.claimDue(now, this.lease(now), BATCH);
      await Promise.all(claims.map((claim) => this.stopQuietly(claim)));
      if (claims.length < BATCH) return;
    }
  }

  /** Stops the camera's recording now; `undefined` when there is none to stop. @throws MilestoneError */
  async stopNow(cameraId: CameraId): Promise<Session | undefined> {
    const now = this.clock.now();
    const claim = await this.stops.claimNow(cameraId, now, this.lease(now));
    if (claim === undefined) return undefined;
    await this.stop(claim);
    return this.recordings.find(claim.session.id);
  }

  /** Settles starts that nobody finished: what the VMS records is ours to end, what it does not has failed. */
  async settleInterruptedStarts(): Promise<void> {
    const now = this.clock.now();
    for (const session of await this.stops.claimInterruptedStarts(now, this.lease(now))) {
      await this.settle(session).catch((error: unknown) => {
        if (!(error instanceof MilestoneError)) throw error;
        this.logger.warn(
          { err: error, recordingId: session.id },
          'an interrupted start can not be settled yet',
        );
      });
    }
  }

  private async settle(session: Session): Promise<void> {
    const status = await this.milestone.getRecordingStatus(session.deviceId);
    const now = this.clock.now();
    if (status.isRecording && startedBySession(status.startTime, session)) {
      const event = recordingStarted({ ...session, state: 'recording' }, now);
      await this.recordings.confirm(session.id, status.recordingId, event);
    } else {
      await this.recordings.abandon(
        session.id,
        now,
        'The start was interrupted before the VMS began to record.',
      );
    }
  }

  private async stopQuietly(claim: Claim): Promise<void> {
    try {
      await this.stop(claim);
    } catch (error) {
      if (!(error instanceof MilestoneError)) throw error;
      const { id: recordingId, cameraId, stopAttempts } = claim.session;
      this.logger.warn(
        { err: error, recordingId, cameraId, attempt: stopAttempts + 1 },
        'a stop failed and is retried',
      );
    }
  }

  private async stop(claim: Claim): Promise<void> {
    const { session } = claim;
    try {
      await this.stopInVms(claim);
    } catch (error) {
      if (!(error instanceof MilestoneError)) throw error;
      const retryAt = new Date(this.clock.now().getTime() + retryDelayMs(session.stopAttempts));
      await this.stops.retryAt(session.id, retryAt, error.message);
      throw error;
    }
    const endTime = this.clock.now();
    const ended = { ...session, state: 'stopped' as const, endTime };
    await this.stops.finish(
      session.id,
      { state: 'stopped', endTime, errorMessage: null },
      recordingStopped(ended, 'stopped', null, endTime),
    );
  }

  /** After a try whose outcome nobody knows the VMS is asked first, so that it never hears a stop twice. */
  private async stopInVms({ session, takenOver }: Claim): Promise<void> {
    const { deviceId, milestoneRecordingId } = session;
    if (milestoneRecordingId === null) return;
    if (takenOver) {
      const status = await this.milestone.getRecordingStatus(deviceId);
      if (!status.isRecording || status.recordingId !== milestoneRecordingId) return;
    }
    try {
      await this.milestone.stopRecording(deviceId, milestoneRecordingId);
    } catch (error) {
      const overAlready = error instanceof MilestoneError && error.kind === 'not-found';
      if (!overAlready) throw error;
    }
  }

  private lease(now: Date): Date {
    return new Date(now.getTime() + LEASE_MS);
  }
}

/** 1 s, 2 s, 4 s … up to 30 s. */
const retryDelayMs = (attempts: number) =>
  Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts, 10));

/** The clocks of the VMS and of this machine may differ by a little. */
const CLOCK_TOLERANCE_MS = 60_000;

const startedBySession = (vmsStart: Date, { startTime }: Session) =>
  vmsStart.getTime() >= startTime.getTime() - CLOCK_TOLERANCE_MS;
