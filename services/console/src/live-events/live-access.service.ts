import { Injectable } from '@nestjs/common';
import type { UserId } from '@playhead/contracts';
import { CameraAccessRepository, type VisibleCameras } from '@playhead/service-kit';
import { UsersRepository } from '../users/users.repository.ts';

/** What a client of `/ws` may be told of. */
@Injectable()
export class LiveAccessService {
  constructor(
    private readonly access: CameraAccessRepository,
    private readonly users: UsersRepository,
  ) {}

  /** `undefined` when there is no such account any more. */
  async visible(userId: UserId): Promise<VisibleCameras | undefined> {
    if ((await this.users.findById(userId)) === undefined) return undefined;
    return this.access.visible(userId);
  }
}
