import { Inject, Injectable } from '@nestjs/common';
import type { CameraId, UserId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import type { Kysely } from 'kysely';
import { DATABASE } from '../database/database.module.ts';
import { DomainError } from '../problems/domain-error.ts';

/** Which cameras a person sees: all of them, or these. */
export type VisibleCameras = 'all' | ReadonlySet<string>;

/** Who may see which camera. Read at every request, so that a change takes effect at once. */
@Injectable()
export class CameraAccessRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** @throws DomainError `camera-not-found`, the same for a camera that is hidden from this person as for none. */
  async require(userId: UserId, cameraId: CameraId): Promise<void> {
    const row = await this.database
      .selectFrom('users')
      .leftJoin('camera_access as access', (join) =>
        join.onRef('access.user_id', '=', 'users.id').on('access.camera_id', '=', cameraId),
      )
      .select(['users.all_cameras', 'access.camera_id'])
      .where('users.id', '=', userId)
      .executeTakeFirst();
    if (row?.all_cameras || row?.camera_id) return;
    throw new DomainError('camera-not-found', { detail: 'It was never imported, or has been deleted.' });
  }

  async visible(userId: UserId): Promise<VisibleCameras> {
    const user = await this.database
      .selectFrom('users')
      .select('all_cameras')
      .where('id', '=', userId)
      .executeTakeFirst();
    if (user?.all_cameras) return 'all';
    const rows = await this.database
      .selectFrom('camera_access')
      .select('camera_id')
      .where('user_id', '=', userId)
      .execute();
    return new Set(rows.map(({ camera_id: cameraId }) => cameraId));
  }
}

/** Whether a camera is among those that a person sees. */
export const includesCamera = (visible: VisibleCameras, cameraId: string) =>
  visible === 'all' || visible.has(cameraId);
