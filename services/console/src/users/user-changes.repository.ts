import { Inject, Injectable } from '@nestjs/common';
import type { Role, UserId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE, DomainError } from '@playhead/service-kit';
import { type Kysely, sql, type Transaction } from 'kysely';
import { publishAccessChange } from './publish-access-change.ts';

export interface UserChanges {
  displayName?: string | undefined;
  role?: Role | undefined;
  allCameras?: boolean | undefined;
  passwordHash?: string | undefined;
}

/** Changes to accounts, each with all that must change along with it in one transaction. */
@Injectable()
export class UserChangesRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /**
   * A new role or password ends the account's sign-ins.
   *
   * @throws DomainError `last-admin`, `user-not-found`.
   */
  async update(
    id: UserId,
    { displayName, role, allCameras, passwordHash }: UserChanges,
    at: Date,
  ): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      if (role !== undefined && role !== 'admin') await keepOneAdmin(transaction, id);
      const before = await transaction
        .selectFrom('users')
        .select('role')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (before === undefined) throw userNotFound();
      await transaction
        .updateTable('users')
        .set({
          updated_at: sql<Date>`NOW()`,
          ...(displayName !== undefined && { display_name: displayName }),
          ...(role !== undefined && { role }),
          ...(allCameras !== undefined && { all_cameras: allCameras }),
          ...(passwordHash !== undefined && { password_hash: passwordHash }),
        })
        .where('id', '=', id)
        .execute();
      if (passwordHash !== undefined || (role !== undefined && role !== before.role)) {
        await transaction.deleteFrom('refresh_tokens').where('user_id', '=', id).execute();
      }
      await publishAccessChange(transaction, id, at);
    });
  }

  /**
   * The account goes with its refresh tokens and its camera access.
   *
   * @throws DomainError `last-admin`, `user-not-found`.
   */
  async delete(id: UserId, at: Date): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await keepOneAdmin(transaction, id);
      const deleted = await transaction
        .deleteFrom('users')
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      if (deleted === undefined) throw userNotFound();
      await publishAccessChange(transaction, id, at);
    });
  }
}

export const userNotFound = () =>
  new DomainError('user-not-found', { detail: 'There is no such account, or it has been deleted.' });

/** Locks all administrators, so that of two who remove each other at once one stays. */
async function keepOneAdmin(transaction: Transaction<Database>, id: UserId): Promise<void> {
  const admins = await transaction
    .selectFrom('users')
    .select('id')
    .where('role', '=', 'admin')
    .orderBy('id')
    .forUpdate()
    .execute();
  if (admins.some((admin) => admin.id === id) && admins.length === 1) {
    throw new DomainError('last-admin', {
      detail: 'This is the only administrator. Make somebody else administrator first.',
    });
  }
}
