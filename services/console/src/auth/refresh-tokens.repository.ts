import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import type { Kysely } from 'kysely';

export interface RotatedToken {
  userId: string;
  refreshToken: string;
}

const TOKEN_BYTES = 32;

/** Only the hash is stored: who reads the database can't sign in with it. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

@Injectable()
export class RefreshTokensRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** A new token, in a family of its own unless it replaces another. */
  async issue(userId: string, expiresAt: Date, familyId: string = randomUUID()): Promise<string> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    await this.database
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

  /**
   * Replaces a token by a new one, in one transaction: of two that present it at once the second waits, finds it
   * used, and ends the family, the first one's new token included. `undefined` then, and for bad tokens.
   */
  rotate(token: string, now: Date, expiresAt: Date): Promise<RotatedToken | undefined> {
    return this.database.transaction().execute(async (database) => {
      const row = await database
        .updateTable('refresh_tokens')
        .set({ used_at: now })
        .where('token_hash', '=', hashOf(token))
        .where('used_at', 'is', null)
        .where('expires_at', '>', now)
        .returning(['user_id', 'family_id'])
        .executeTakeFirst();
      const repository = new RefreshTokensRepository(database);
      if (row === undefined) {
        await repository.endFamilyOf(token, now);
        return undefined;
      }
      return {
        userId: row.user_id,
        refreshToken: await repository.issue(row.user_id, expiresAt, row.family_id),
      };
    });
  }

  /** Ends every token that descends from the same sign-in, and sweeps out what has expired. */
  async endFamilyOf(token: string, now: Date): Promise<void> {
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
  }
}
