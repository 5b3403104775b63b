import { Inject, Injectable } from '@nestjs/common';
import {
  CameraId,
  type DeviceId,
  type ImportCameraRequest,
  type ImportCamerasRequest,
  type ImportedCamera,
  type ImportedCameras,
  type UserId,
} from '@playhead/contracts';
import type { MilestoneClient, VmsCamera } from '@playhead/milestone';
import {
  AuditRepository,
  CameraAccessRepository,
  Clock,
  currentRequest,
  DomainError,
  includesCamera,
  MILESTONE,
  type Principal,
  toDomainError,
  toProblem,
} from '@playhead/service-kit';
import { CamerasRepository } from '../cameras/cameras.repository.ts';
import { ImportedDevicesRepository } from '../cameras/imported-devices.repository.ts';
import { toCamera, toImportedCamera } from '../cameras/to-camera.ts';
import { VMS_CONFIG } from '../config.token.ts';
import type { VmsConfig } from '../config.ts';
import { eachLimited } from '../each-limited.ts';
import { WatchService } from '../watch/watch.service.ts';
import { ImportRepository } from './import.repository.ts';

/** Imports at a time; fewer than the connections that other requests need too. */
const CONCURRENCY = 8;

interface SeenDevice {
  device: VmsCamera;
  seenAt: Date;
}

@Injectable()
export class ImportService {
  constructor(
    private readonly repository: ImportRepository,
    private readonly cameras: CamerasRepository,
    private readonly importedDevices: ImportedDevicesRepository,
    private readonly watch: WatchService,
    private readonly access: CameraAccessRepository,
    private readonly audit: AuditRepository,
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
    @Inject(VMS_CONFIG) private readonly config: VmsConfig,
  ) {}

  /** @throws DomainError `camera-already-imported`. @throws MilestoneError also for a camera the VMS does not have. */
  import(by: Principal, request: ImportCameraRequest): Promise<ImportedCamera> {
    return this.importAs(by, request, () => this.askVms(request.milestoneDeviceId));
  }

  /** Each by itself: one that fails holds up no other. What the fresh list tells, the VMS is not asked again. */
  async importAll(by: Principal, { cameras }: ImportCamerasRequest): Promise<ImportedCameras> {
    const listing = this.watch.fresh();
    const results = await eachLimited(cameras, CONCURRENCY, async (request) => {
      const { milestoneDeviceId } = request;
      try {
        const camera = await this.importAs(by, request, async () => {
          const device = listing?.byId.get(milestoneDeviceId);
          return listing !== undefined && device !== undefined
            ? { device, seenAt: listing.asOf }
            : this.askVms(milestoneDeviceId);
        });
        return { status: 'imported' as const, milestoneDeviceId, camera };
      } catch (error) {
        const problem = toProblem(toDomainError(error), currentRequest()?.id ?? '');
        return { status: 'failed' as const, milestoneDeviceId, problem };
      }
    });
    const imported = results.filter(({ status }) => status === 'imported').length;
    return { results, imported, failed: results.length - imported };
  }

  private importAs(
    by: Principal,
    request: ImportCameraRequest,
    find: () => Promise<SeenDevice>,
  ): Promise<ImportedCamera> {
    const { milestoneDeviceId: deviceId, ...ours } = request;
    return this.audit.around(
      { action: 'camera.import', by, details: { milestoneDeviceId: deviceId } },
      async () => {
        const server = new URL(this.config.MILESTONE_BASE_URL).host;
        const row = await this.repository.insert({ ...ours, ...(await find()), deviceId, server });
        if (row === undefined) throw await this.alreadyImported(by.userId, deviceId);
        this.importedDevices.forget();
        return toImportedCamera(row);
      },
      ({ id }) => ({ cameraId: id }),
    );
  }

  private async askVms(deviceId: DeviceId): Promise<SeenDevice> {
    const seenAt = this.clock.now();
    return { device: await this.milestone.getCamera(deviceId), seenAt };
  }

  private async alreadyImported(userId: UserId, deviceId: DeviceId): Promise<DomainError> {
    const [row, visible] = await Promise.all([
      this.cameras.findByDevice(deviceId),
      this.access.visible(userId),
    ]);
    const shown = row !== undefined && includesCamera(visible, CameraId.parse(row.id));
    return new DomainError('camera-already-imported', {
      detail: 'Use the camera that is there.',
      members: shown ? { camera: toCamera(row) } : {},
    });
  }
}
