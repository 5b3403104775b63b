import { Inject, Injectable } from '@nestjs/common';
import type { CameraHealth, CameraId, UserId } from '@playhead/contracts';
import { type MilestoneClient, MilestoneError } from '@playhead/milestone';
import { Clock, MILESTONE } from '@playhead/service-kit';
import { CamerasService } from '../cameras/cameras.service.ts';
import { ContactService } from '../contact/contact.service.ts';
import { cameraStatus } from './camera-status.ts';
import { StatusRepository } from './status.repository.ts';

@Injectable()
export class HealthCheckService {
  constructor(
    private readonly cameras: CamerasService,
    private readonly statuses: StatusRepository,
    private readonly contact: ContactService,
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
  ) {}

  /** Asks the VMS for the camera now. A VMS that does not answer is a result too. @throws DomainError `camera-not-found`. */
  async check(userId: UserId, cameraId: CameraId): Promise<CameraHealth> {
    const { milestoneDeviceId, status: lastKnown } = await this.cameras.get(userId, cameraId);
    const at = this.clock.now();
    const checked = { cameraId, checkedAt: at.toISOString() };
    try {
      const status = cameraStatus(await this.milestone.getCamera(milestoneDeviceId));
      if (status !== undefined) await this.statuses.seenOne(cameraId, status, at);
      await this.contact.reached(at);
      return { ...checked, status: status ?? lastKnown, vmsReachable: true };
    } catch (error) {
      if (!(error instanceof MilestoneError)) throw error;
      const { kind, message: detail } = error;
      if (kind === 'not-found') {
        await this.statuses.seenOne(cameraId, 'ERROR', at);
        await this.contact.reached(at);
        return { ...checked, status: 'ERROR', vmsReachable: true, detail };
      }
      const away = kind === 'unavailable' || kind === 'credentials-refused';
      if (away) await this.contact.lost(at, error);
      return { ...checked, status: lastKnown, vmsReachable: !away && kind !== 'aborted', detail };
    }
  }
}
