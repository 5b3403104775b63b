import { Inject, Injectable } from '@nestjs/common';
import type {
  Camera,
  CameraId,
  CameraList,
  CameraQuery,
  DeviceId,
  ImportCameraRequest,
  ImportedCamera,
} from '@playhead/contracts';
import type { MilestoneClient } from '@playhead/milestone';
import { Clock, DomainError, MILESTONE } from '@playhead/service-kit';
import { VMS_CONFIG } from '../config.token.ts';
import type { VmsConfig } from '../config.ts';
import { CamerasRepository } from './cameras.repository.ts';
import { toCamera, toImportedCamera } from './to-camera.ts';

@Injectable()
export class CamerasService {
  constructor(
    private readonly cameras: CamerasRepository,
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
    @Inject(VMS_CONFIG) private readonly config: VmsConfig,
  ) {}

  async list({ search, limit, offset }: CameraQuery): Promise<CameraList> {
    const { rows, total } = await this.cameras.list({ search, limit, offset });
    return { cameras: rows.map(toCamera), total };
  }

  /** @throws DomainError `camera-not-found`. */
  async get(id: CameraId): Promise<Camera> {
    const row = await this.cameras.find(id);
    if (row === undefined) {
      throw new DomainError('camera-not-found', { detail: 'It was never imported, or has been deleted.' });
    }
    return toCamera(row);
  }

  /** @throws DomainError `camera-already-imported`. @throws MilestoneError also for a camera the VMS does not have. */
  async import(request: ImportCameraRequest): Promise<ImportedCamera> {
    const device = await this.milestone.getCamera(request.milestoneDeviceId);
    const row = await this.cameras.insert({
      name: request.name ?? device.name,
      nameAr: request.nameAr ?? null,
      source: request.source,
      location: request.location ?? null,
      rtspUrl: device.liveStreamUrl,
      status: device.enabled ? 'ONLINE' : 'OFFLINE',
      ptzEnabled: device.ptz.pan || device.ptz.tilt || device.ptz.zoom,
      recordingServer: device.recordingServer,
      milestoneDeviceId: request.milestoneDeviceId,
      milestoneServer: new URL(this.config.MILESTONE_BASE_URL).host,
      milestoneMetadata: device.metadata,
      importedAt: this.clock.now(),
    });
    if (row === undefined) throw await this.alreadyImported(request.milestoneDeviceId);
    return toImportedCamera(row);
  }

  private async alreadyImported(deviceId: DeviceId): Promise<DomainError> {
    const row = await this.cameras.findByDevice(deviceId);
    return new DomainError('camera-already-imported', {
      detail: 'Use the camera that is there.',
      members: row === undefined ? {} : { camera: toCamera(row) },
    });
  }
}
