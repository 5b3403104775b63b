import { Inject, Injectable } from '@nestjs/common';
import { CameraId, type UserId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE, DomainError } from '@playhead/service-kit';
import type { Kysely } from 'kysely';
import { publishAccessChange } from './publish-access-change.ts';
import { userNotFound } from './user-changes.repository.ts';

/** Which cameras people were given one by one. */
@Injectable()
export class UserCamerasRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  async list(userId: UserId): Promise<CameraId[]> {
    const rows = await this.database
      .selectFrom('camera_access')
      .select('camera_id')
      .where('user_id', '=', userId)
      .orderBy('camera_id')
      .execute();
    return rows.map((row) => CameraId.parse(row.camera_id));
  }

  /**
   * Puts these cameras in the place of those before. Answers which were added and removed.
   *
   * @throws DomainError `user-not-found`, `camera-not-found` naming the unknown ones; nothing is changed then.
   */
  replace(
    userId: UserId,
    cameraIds: readonly CameraId[],
    at: Date,
  ): Promise<{ added: string[]; removed: string[] }> {
    return this.database.transaction().execute(async (transaction) => {
      const user = await transaction
        .selectFrom('users')
        .select('id')
        .where('id', '=', userId)
        .forUpdate()
        .executeTakeFirst();
      if (user === undefined) throw userNotFound();
      const wanted = [...new Set(cameraIds)];
      const known = await (wanted.length === 0
        ? []
        : transaction.selectFrom('cameras').select('id').where('id', 'in', wanted).forKeyShare().execute());
      if (known.length < wanted.length) throw camerasNotFound(wanted, known);
      const removed = await transaction
        .deleteFrom('camera_access')
        .where('user_id', '=', userId)
        .$if(wanted.length > 0, (query) => query.where('camera_id', 'not in', wanted))
        .returning('camera_id')
        .execute();
      const rows = wanted.map((cameraId) => ({ user_id: userId, camera_id: cameraId }));
      const added = await (rows.length === 0
        ? []
        : transaction
            .insertInto('camera_access')
            .values(rows)
            .onConflict((conflict) => conflict.doNothing())
            .returning('camera_id')
            .execute());
      await publishAccessChange(transaction, userId, at);
      return {
        added: added.map((row) => row.camera_id),
        removed: removed.map((row) => row.camera_id),
      };
    });
  }
}

function camerasNotFound(wanted: readonly string[], known: readonly { id: string }[]) {
  const found = new Set(known.map(({ id }) => id));
  const cameraIds = wanted.filter((id) => !found.has(id));
  return new DomainError('camera-not-found', {
    detail: `${cameraIds.length} of the cameras were never imported, or have been deleted. Nothing was changed.`,
    members: { cameraIds },
  });
}
