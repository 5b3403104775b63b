import { Inject, Injectable } from '@nestjs/common';
import { type CameraId, roleIncludes, type UserId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import type { Kysely } from 'kysely';

/** Who may watch what, as the database has it now. */
@Injectable()
export class ViewersRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** Whether this person exists, is still an investigator and sees the camera, and the camera is still there. */
  async mayWatch(userId: UserId, cameraId: CameraId): Promise<boolean> {
    const row = await this.database
      .selectFrom('users')
      .innerJoin('cameras', (join) => join.on('cameras.id', '=', cameraId))
      .leftJoin('camera_access as access', (join) =>
        join.onRef('access.user_id', '=', 'users.id').on('access.camera_id', '=', cameraId),
      )
      .select(['users.role', 'users.all_cameras', 'access.camera_id'])
      .where('users.id', '=', userId)
      .executeTakeFirst();
    if (row === undefined || !roleIncludes(row.role, 'investigator')) return false;
    return row.all_cameras || row.camera_id !== null;
  }
}
