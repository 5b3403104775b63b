import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import type { Kysely } from 'kysely';
import type { UserRow } from '../users/users.repository.ts';

export interface RotatedToken {
  userId: string;
  refreshToken: string;
}

type Account = Pick<UserRow, 'id' | 'password_hash' | 'role'>;

const TOKEN_BYTES = 32;

/** Only the hash is stored: who reads the database can't sign in with it. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

@Injectable()
export class RefreshTokensRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** The first token of a sign-in, a family of its own; `undefined` when the account has changed since it was read. */
  begin(user: Account, expiresAt: Date): Promise<string | undefined> {
    return this.database.transaction().execute(async (transaction) => {
      const unchanged = await transaction
        .selectFrom('users')
        .select('id')
        .where('id', '=', user.id)
        .where('password_hash', '=', user.password_hash)
        .where('role', '=', user.role)
        .forShare()
        .executeTakeFirst();
      if (unchanged === undefined) return undefined;
      return issue(transaction, { userId: user.id, familyId: randomUUID(), expiresAt });
    });
  }

  /**
   * Replaces a token by a new one, in one transaction: of two that present it at once the second waits, finds it
   * used, and ends the family, the first one's new token included. `undefined` then, and for bad tokens. The account
   * is locked meanwhile, so that whoever ends its sign-ins ends the new token as well.
   */
  rotate(token: string, now: Date, expiresAt: Date): Promise<RotatedToken | undefined> {
    return this.database.transaction().execute(async (transaction) => {
      await transaction
        .selectFrom('users')
        .select('id')
        .where('id', 'in', (where) =>
          where.selectFrom('refresh_tokens').select('user_id').where('token_hash', '=', hashOf(token)),
        )
        .forShare()
        .execute();
      const row = await transaction
        .updateTable('refresh_tokens')
        .set({ used_at: now })
        .where('token_hash', '=', hashOf(token))
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .returning(['user_id', 'family_id'])
        .executeTakeFirst();
      if (row === undefined) {
        await new RefreshTokensRepository(transaction).endFamilyOf(token, now);
        return undefined;
      }
      const { user_id: userId, family_id: familyId } = row;
      return { userId, refreshToken: await issue(transaction, { userId, familyId, expiresAt }) };
    });
  }

  /** Ends every token that descends from the same sign-in, and sweeps out what has expired. Answers whose it was. */
  async endFamilyOf(token: string, now: Date): Promise<string | undefined> {
    const owner = await this.database
      .selectFrom('refresh_tokens')
      .select('user_id')
      .where('token_hash', '=', hashOf(token))
      .executeTakeFirst();
    await this.database
      .deleteFrom('refresh_tokens')
      .where((where) =>
        where.or([
          where(
            'family_id',
            'in',
            where.selectFrom('refresh_tokens').select('family_id').where('token_hash', '=', hashOf(token)),
          ),
          where('expires_at', '<', now),
        ]),
      )
      .execute();
    return owner?.user_id;
  }
}

interface NewToken {
  userId: string;
  familyId: string;
  expiresAt: Date;
}

async function issue(database: Kysely<Database>, { userId, familyId, expiresAt }: NewToken): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await database
    .insertInto('refresh_tokens')
    .values({
      token_hash: hashOf(token),
      family_id: familyId,
      user_id: userId,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute();
  return token;
}
