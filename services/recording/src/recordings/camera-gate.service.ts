import { Injectable } from '@nestjs/common';
import type { CameraId } from '@playhead/contracts';
import { CameraAccessRepository, DomainError, type Principal } from '@playhead/service-kit';
import { type RecordedCamera, RecordingsRepository } from './recordings.repository.ts';

/** The cameras, as far as a person may see them. */
@Injectable()
export class CameraGate {
  constructor(
    private readonly access: CameraAccessRepository,
    private readonly recordings: RecordingsRepository,
  ) {}

  /** @throws DomainError `camera-not-found`, the same for a hidden camera as for none. */
  async enter(cameraId: CameraId, user: Principal): Promise<RecordedCamera> {
    const [, camera] = await Promise.all([
      this.access.require(user.userId, cameraId),
      this.recordings.camera(cameraId),
    ]);
    if (camera !== undefined) return camera;
    throw noSuchCamera();
  }
}

export const noSuchCamera = () =>
  new DomainError('camera-not-found', { detail: 'It was never imported, or has been deleted.' });
