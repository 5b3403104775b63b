import { Inject, Injectable } from '@nestjs/common';
import type { EndedBy } from '@playhead/contracts';
import { type MilestoneClient, NotFoundError } from '@playhead/milestone';
import { Clock, MILESTONE } from '@playhead/service-kit';
import { LeasesService } from '../leases/leases.service.ts';
import type { Session } from '../recordings/session.ts';
import type { Claim } from './stops.repository.ts';
import { VmsEnd } from './vms-end.ts';

export interface Ended {
  endTime: Date;
  endedBy: EndedBy;
}

/** Makes the VMS stop a recording, and finds out when it did where it had stopped before. */
@Injectable()
export class VmsStop {
  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly vmsEnd: VmsEnd,
    private readonly leases: LeasesService,
    private readonly clock: Clock,
  ) {}

  /**
   * After a try whose outcome nobody knows the VMS is asked first, so that it never hears a stop twice.
   *
   * @throws MilestoneError; the stop is then to be tried again.
   */
  async run({ session, takenOver }: Claim): Promise<Ended> {
    const endedBy: EndedBy = session.endedBy ?? { kind: 'timer' };
    if (takenOver && !(await this.stillRecords(session))) return this.before(session, endedBy);
    if (await this.stop(session)) return { endTime: this.clock.now(), endedBy };
    return this.before(session, takenOver ? endedBy : { kind: 'vms' });
  }

  private async before(session: Session, endedBy: EndedBy): Promise<Ended> {
    return { endTime: await this.vmsEnd.of(session, this.leases.signal), endedBy };
  }

  /** False when the VMS had ended it by itself. */
  private async stop({ deviceId, milestoneRecordingId }: Session): Promise<boolean> {
    if (milestoneRecordingId === null) return true;
    try {
      await this.milestone.stopRecording(deviceId, milestoneRecordingId, { signal: this.leases.signal });
      return true;
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      return false;
    }
  }

  /** A camera that the VMS no longer has records nothing. @throws MilestoneError */
  private async stillRecords({ deviceId, milestoneRecordingId }: Session): Promise<boolean> {
    try {
      const status = await this.milestone.getRecordingStatus(deviceId, { signal: this.leases.signal });
      return status.isRecording && status.recordingId === milestoneRecordingId;
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error;
      return false;
    }
  }
}
