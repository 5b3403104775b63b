import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';

/** So many wrong passwords in a row are free: from one address, and from all that nobody signed in from lately. */
const FREE_FROM_ADDRESS = 5;
const FREE_FROM_ANYWHERE = 50;

/** So long after a sign-in its address counts as known. */
const KNOWN_DAYS = 30;

const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 900;

/** After so long without an attempt the count starts anew. */
const FORGET_SECONDS = 900;

/** Whose password was tried, and from where. */
export interface LoginAttempt {
  username: string;
  address: string;
}

const hashOf = (...parts: string[]) =>
  createHash('sha256').update(parts.join('\n').toLowerCase()).digest('hex');
const fromAddress = ({ username, address }: LoginAttempt) => hashOf(username, address);
const fromAnywhere = ({ username }: LoginAttempt) => hashOf(username);

/**
 * How often in a row the password of a name was wrong, counted for names that nobody has as well: for each address by
 * itself, so that who guesses keeps out nobody but himself, and more widely for all that the account is not used from, so
 * that many addresses guess no faster.
 */
@Injectable()
export class LoginAttemptsRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /**
   * Counts an attempt before it is made, as a wrong one: however many come at once, only the free ones get through.
   * Answers how many seconds the name must wait first; 0 when the attempt may be made.
   */
  async begin(attempt: LoginAttempt, now: Date): Promise<number> {
    const seconds = await this.count(fromAddress(attempt), FREE_FROM_ADDRESS, now);
    if (seconds > 0 || (await this.isKnown(attempt, now))) return seconds;
    return this.count(fromAnywhere(attempt), FREE_FROM_ANYWHERE, now);
  }

  /** The password was right: nothing is held against the name from there any more. */
  async forget(attempt: LoginAttempt): Promise<void> {
    await this.database
      .deleteFrom('login_attempts')
      .where('name_hash', 'in', [fromAddress(attempt), fromAnywhere(attempt)])
      .execute();
  }

  async deleteForgotten(now: Date): Promise<void> {
    const limit = new Date(now.getTime() - FORGET_SECONDS * 1000);
    await this.database.deleteFrom('login_attempts').where('blocked_until', '<=', limit).execute();
  }

  /** Whether somebody signed in with that name from there lately. */
  private async isKnown({ username, address }: LoginAttempt, now: Date): Promise<boolean> {
    const entry = await this.database
      .selectFrom('audit_entries')
      .select('id')
      .where(sql`lower(username)`, '=', username.toLowerCase())
      .where('at', '>', new Date(now.getTime() - KNOWN_DAYS * 86_400_000))
      .where('action', '=', 'session.login')
      .where('outcome', '=', 'success')
      .where('source_address', '=', address)
      .limit(1)
      .executeTakeFirst();
    return entry !== undefined;
  }

  private async count(nameHash: string, free: number, now: Date): Promise<number> {
    const { rows } = await sql`
      INSERT INTO login_attempts AS known (name_hash, failures, blocked_until)
      VALUES (${nameHash}, 1, ${now})
      ON CONFLICT (name_hash) DO UPDATE SET (failures, blocked_until) = (
        SELECT count, ${now}::timestamptz + make_interval(secs => CASE
          WHEN count < ${free}::integer THEN 0
          ELSE LEAST(
            ${FIRST_WAIT_SECONDS}::integer * power(2, LEAST(count - ${free}::integer, 20)),
            ${LONGEST_WAIT_SECONDS}::integer
          )
        END)
        FROM (SELECT CASE
          WHEN known.blocked_until <= ${now}::timestamptz - make_interval(secs => ${FORGET_SECONDS}::integer) THEN 1
          ELSE known.failures + 1
        END AS count) AS next
      )
      WHERE known.blocked_until <= ${now}
      RETURNING failures
    `.execute(this.database);
    return rows.length > 0 ? 0 : this.secondsToWait(nameHash, now);
  }

  private async secondsToWait(nameHash: string, now: Date): Promise<number> {
    const row = await this.database
      .selectFrom('login_attempts')
      .select('blocked_until')
      .where('name_hash', '=', nameHash)
      .executeTakeFirst();
    const remainingMs = (row?.blocked_until.getTime() ?? 0) - now.getTime();
    return Math.max(1, Math.ceil(remainingMs / 1000));
  }
}
