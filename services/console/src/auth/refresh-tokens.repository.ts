import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { UserRow } from '../users/users.repository.ts';

type Account = Pick<UserRow, 'id' | 'password_hash' | 'role'>;

const TOKEN_BYTES = 32;

/** Only the hash is stored: who reads the database can't sign in with it. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

@Injectable()
export class RefreshTokensRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** The first token of a sign-in; `undefined` when the account has changed since it was read. */
  begin(user: Account, expiresAt: Date): Promise<string | undefined> {
    return this.issue(
      expiresAt,
      sql`
        SELECT ${randomUUID()}::uuid, users.id FROM users
        WHERE users.id = ${user.id} AND users.password_hash = ${user.password_hash} AND users.role = ${user.role}
        FOR SHARE OF users
      `,
    );
  }

  /** The token that follows a used one; `undefined` when its sign-in was ended meanwhile. */
  replace(user: Account, expiresAt: Date, used: string): Promise<string | undefined> {
    return this.issue(
      expiresAt,
      sql`
        SELECT used.family_id, users.id FROM users JOIN refresh_tokens AS used ON used.user_id = users.id
        WHERE used.token_hash = ${hashOf(used)} AND users.id = ${user.id} AND users.role = ${user.role}
        FOR SHARE OF users, used
      `,
    );
  }

  /** Uses the token up. Of two that present it at once one gets it; `undefined` for the other and for bad tokens. */
  async use(token: string, now: Date): Promise<{ userId: string } | undefined> {
    const row = await this.database
      .updateTable('refresh_tokens')
      .set({ used_at: now })
      .where('token_hash', '=', hashOf(token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('user_id')
      .executeTakeFirst();
    return row && { userId: row.user_id };
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

  /** The account is locked while the token is stored: who changes it ends either this token or its making. */
  private async issue(expiresAt: Date, familyAndUser: RawBuilder<unknown>): Promise<string | undefined> {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const { rows } = await sql`
      WITH sign_in (family_id, user_id) AS (${familyAndUser})
      INSERT INTO refresh_tokens (token_hash, family_id, user_id, expires_at)
      SELECT ${hashOf(token)}, family_id, user_id, ${expiresAt}::timestamptz FROM sign_in
      RETURNING token_hash
    `.execute(this.database);
    return rows.length > 0 ? token : undefined;
  }
}
