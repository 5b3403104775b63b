import { Inject, Injectable } from '@nestjs/common';
import { type MilestoneClient, NotFoundError, type VmsRecordingStatus } from '@playhead/milestone';
import { Clock, LOGGER, MILESTONE } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { RECORDING_CONFIG } from '../config.token.ts';
import type { RecordingConfig } from '../config.ts';
import { LeasesService } from '../leases/leases.service.ts';
import { recordingStarted, startFailed } from '../recordings/recording-events.ts';
import type { Session } from '../recordings/session.ts';
import { recordingOfInterruptedStart } from './adoption.ts';
import { StartsRepository } from './starts.repository.ts';

const AT_ONCE = 20;
const LOOK_AGAIN_MS = 1_000;
const INTERRUPTED = 'The start was interrupted, and the VMS does not record.';

/** Settles starts that nobody finished: what the VMS records is ours to end, what it does not has failed. */
@Injectable()
export class InterruptedStartsService {
  constructor(
    private readonly starts: StartsRepository,
    private readonly leases: LeasesService,
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
    @Inject(RECORDING_CONFIG) private readonly config: RecordingConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async settle(): Promise<void> {
    const claimed = await this.starts.claimInterrupted(() => this.leases.claiming(), AT_ONCE);
    await Promise.all(
      claimed.map((session) =>
        this.leases
          .holding(session.id, () => this.settleOne(session))
          .catch((error: unknown) => {
            this.logger.warn(
              { err: error, recordingId: session.id },
              'an interrupted start can not be settled yet',
            );
          }),
      ),
    );
  }

  private async settleOne(session: Session): Promise<void> {
    const { owner } = this.leases;
    const askedAt = this.clock.now();
    const status = await this.statusInVms(session);
    const now = this.clock.now();
    const mayArriveMs = this.config.MILESTONE_REQUEST_TIMEOUT;
    const milestoneRecordingId = recordingOfInterruptedStart(status, session, now, mayArriveMs);
    if (milestoneRecordingId !== undefined) {
      const event = recordingStarted({ ...session, state: 'recording', milestoneRecordingId }, now);
      await this.starts.confirm({ id: session.id, milestoneRecordingId, event });
    } else if (askedAt.getTime() < session.startTime.getTime() + mayArriveMs) {
      // When the VMS was asked, the request of an instance that died may still have been on its way.
      await this.starts.lookAgainAt(session.id, owner, new Date(now.getTime() + LOOK_AGAIN_MS));
    } else {
      const failure = { owner, endTime: now, errorMessage: INTERRUPTED };
      await this.starts.abandon(session, failure, (last) => startFailed(session, last, now, INTERRUPTED));
    }
  }

  /** A camera that the VMS no longer has records nothing. @throws MilestoneError */
  private async statusInVms({ deviceId }: Session): Promise<VmsRecordingStatus> {
    try {
      return await this.milestone.getRecordingStatus(deviceId, { signal: this.leases.signal });
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      return { isRecording: false };
    }
  }
}
