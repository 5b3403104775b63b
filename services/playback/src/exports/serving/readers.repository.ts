import { Inject, Injectable } from '@nestjs/common';
import { roleIncludes, type UserId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import type { Kysely } from 'kysely';
import { ViewersRepository } from '../../streams/links/viewers.repository.ts';
import type { Export } from '../export.ts';

/** Who may have which file, as the database has it now. */
@Injectable()
export class ReadersRepository {
  constructor(
    @Inject(DATABASE) private readonly database: Kysely<Database>,
    private readonly viewers: ViewersRepository,
  ) {}

  /** The person of this id, if they may have the file: who asked for it, or an administrator, and sees the camera. */
  async find(
    userId: UserId,
    { userId: ownerId, cameraId }: Export,
  ): Promise<{ userId: UserId; username: string } | undefined> {
    const [user, mayWatch] = await Promise.all([
      this.database
        .selectFrom('users')
        .select(['username', 'role'])
        .where('id', '=', userId)
        .executeTakeFirst(),
      this.viewers.mayWatch(userId, cameraId),
    ]);
    if (user === undefined || !mayWatch) return undefined;
    if (ownerId !== userId && !roleIncludes(user.role, 'admin')) return undefined;
    return { userId, username: user.username };
  }
}
