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

/**
 * So long after its use a token is still taken, in ms: a page that is loaded again before the answer was read, and tabs
 * that renew at the same moment, come with the token that was just replaced.
 */
const GRACE_MS = 20_000;

/** How long a sign-in lasts, in ms. */
export interface SignInLimits {
  /** Without being used. */
  idleMs: number;
  /** In all. */
  longestMs: number;
}

const expiryOf = (begunAt: Date, now: Date, { idleMs, longestMs }: SignInLimits) =>
  new Date(Math.min(now.getTime() + idleMs, begunAt.getTime() + longestMs));

/** Only the hash is stored: who reads the database can't sign in with it. */
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

@Injectable()
export class RefreshTokensRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** The first token of a sign-in, a family of its own; `undefined` when the account has changed since it was read. */
  begin(user: Account, now: Date, limits: SignInLimits): Promise<string | undefined> {
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
      return issue(transaction, {
        userId: user.id,
        familyId: randomUUID(),
        begunAt: now,
        expiresAt: expiryOf(now, now, limits),
      });
    });
  }

  /**
   * Replaces a token by a new one, in one transaction. One that was replaced already gets a sibling while the grace
   * lasts; after it, somebody has a copy, and the whole family ends. `undefined` then, and for bad tokens. The account
   * is locked meanwhile, so that whoever ends its sign-ins ends the new token as well.
   */
  rotate(token: string, now: Date, limits: SignInLimits): Promise<RotatedToken | undefined> {
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
        .selectFrom('refresh_tokens')
        .select(['user_id', 'family_id', 'used_at', 'begun_at'])
        .where('token_hash', '=', hashOf(token))
        .where('expires_at', '>', now)
        .forUpdate()
        .executeTakeFirst();
      const usedAgoMs = row?.used_at ? now.getTime() - row.used_at.getTime() : 0;
      if (row === undefined || usedAgoMs > GRACE_MS) {
        await new RefreshTokensRepository(transaction).endFamilyOf(token, now);
        return undefined;
      }
      const { user_id: userId, family_id: familyId, begun_at: begunAt } = row;
      if (row.used_at === null) {
        await transaction
          .updateTable('refresh_tokens')
          .set({ used_at: now })
          .where('token_hash', '=', hashOf(token))
          .execute();
      }
      const expiresAt = expiryOf(begunAt, now, limits);
      return { userId, refreshToken: await issue(transaction, { userId, familyId, begunAt, expiresAt }) };
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
  begunAt: Date;
  expiresAt: Date;
}

async function issue(
  database: Kysely<Database>,
  { userId, familyId, begunAt, expiresAt }: NewToken,
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await database
    .insertInto('refresh_tokens')
    .values({
      token_hash: hashOf(token),
      family_id: familyId,
      user_id: userId,
      begun_at: begunAt,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute();
  return token;
}
