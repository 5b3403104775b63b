import { Injectable } from '@nestjs/common';
import type {
  Camera,
  CameraId,
  CameraList,
  CameraQuery,
  UpdateCameraRequest,
  UserId,
} from '@playhead/contracts';
import { AuditRepository, CameraAccessRepository, DomainError, type Principal } from '@playhead/service-kit';
import { CamerasRepository } from './cameras.repository.ts';
import { ImportedDevicesRepository } from './imported-devices.repository.ts';
import { toCamera } from './to-camera.ts';

/** The imported cameras, each person those they may see. */
@Injectable()
export class CamerasService {
  constructor(
    private readonly cameras: CamerasRepository,
    private readonly importedDevices: ImportedDevicesRepository,
    private readonly access: CameraAccessRepository,
    private readonly audit: AuditRepository,
  ) {}

  async list(userId: UserId, { search, limit, offset }: CameraQuery): Promise<CameraList> {
    const { rows, total } = await this.cameras.list(userId, { search, limit, offset });
    return { cameras: rows.map(toCamera), total };
  }

  /** @throws DomainError `camera-not-found`. */
  async get(userId: UserId, id: CameraId): Promise<Camera> {
    await this.access.require(userId, id);
    const row = await this.cameras.find(id);
    if (row === undefined) throw noSuchCamera();
    return toCamera(row);
  }

  /** @throws DomainError `camera-not-found`. */
  update(by: Principal, cameraId: CameraId, changes: UpdateCameraRequest): Promise<Camera> {
    return this.audit.around({ action: 'camera.update', by, cameraId, details: { ...changes } }, async () => {
      await this.access.require(by.userId, cameraId);
      const row = await this.cameras.update(cameraId, changes);
      if (row === undefined) throw noSuchCamera();
      return toCamera(row);
    });
  }

  /** @throws DomainError `camera-not-found`, `camera-recording`. */
  delete(by: Principal, cameraId: CameraId): Promise<void> {
    return this.audit.around({ action: 'camera.delete', by, cameraId }, async () => {
      await this.access.require(by.userId, cameraId);
      const outcome = await this.cameras.delete(cameraId);
      if (outcome === 'missing') throw noSuchCamera();
      if (outcome === 'recording') {
        throw new DomainError('camera-recording', {
          detail: 'Stop the recording, or wait until it ends, and delete the camera then.',
        });
      }
      this.importedDevices.forget();
    });
  }
}

const noSuchCamera = () =>
  new DomainError('camera-not-found', { detail: 'It was never imported, or has been deleted.' });
