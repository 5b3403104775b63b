import { Inject, Injectable } from '@nestjs/common';
import type { CameraId, SyncChange, SyncedCamera } from '@playhead/contracts';
import { type MilestoneClient, NotFoundError, type VmsCamera } from '@playhead/milestone';
import { AuditRepository, Clock, DomainError, MILESTONE, type Principal } from '@playhead/service-kit';
import { CamerasService } from '../cameras/cameras.service.ts';
import { compareCamera } from './compare-camera.ts';
import { SyncedCamerasRepository } from './synced-cameras.repository.ts';

/** Brings one camera up to date. */
@Injectable()
export class SyncCameraService {
  constructor(
    private readonly cameras: CamerasService,
    private readonly synced: SyncedCamerasRepository,
    private readonly audit: AuditRepository,
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError `camera-not-found`. @throws MilestoneError, but not for a camera that has vanished. */
  sync(by: Principal, cameraId: CameraId): Promise<SyncedCamera> {
    return this.audit.around({ action: 'camera.sync', by, cameraId }, async () => {
      await this.cameras.get(by.userId, cameraId);
      const changes = await this.follow(cameraId);
      return { camera: await this.cameras.get(by.userId, cameraId), changes };
    });
  }

  private async follow(cameraId: CameraId): Promise<SyncChange[]> {
    const row = await this.synced.find(cameraId);
    if (row === undefined) {
      throw new DomainError('camera-not-found', { detail: 'It has just been deleted.' });
    }
    const at = this.clock.now();
    const device = await this.find(row.milestone_device_id ?? '');
    const { changes, newName } = compareCamera(row, device);
    if (device !== undefined) await this.synced.follow(row, device, newName, at);
    return changes;
  }

  private async find(deviceId: string): Promise<VmsCamera | undefined> {
    try {
      return await this.milestone.getCamera(deviceId);
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  }
}
