import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';

/** So many wrong passwords in a row are free. */
const FREE_ATTEMPTS = 5;
const FIRST_WAIT_SECONDS = 30;
const LONGEST_WAIT_SECONDS = 900;

/** After so long without an attempt the count starts anew. */
const FORGET_SECONDS = 900;

const hashOf = (username: string) => createHash('sha256').update(username.toLowerCase()).digest('hex');

/** How often in a row the password of a name was wrong, counted for names that nobody has as well. */
@Injectable()
export class LoginAttemptsRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /**
   * Counts an attempt before it is made, as a wrong one: however many come at once, only the free ones get through.
   * Answers how many seconds the name must wait first; 0 when the attempt may be made.
   */
  async begin(username: string, now: Date): Promise<number> {
    const nameHash = hashOf(username);
    const { rows } = await sql`
      INSERT INTO login_attempts AS known (name_hash, failures, blocked_until)
      VALUES (${nameHash}, 1, ${now})
      ON CONFLICT (name_hash) DO UPDATE SET (failures, blocked_until) = (
        SELECT count, ${now}::timestamptz + make_interval(secs => CASE
          WHEN count < ${FREE_ATTEMPTS}::integer THEN 0
          ELSE LEAST(
            ${FIRST_WAIT_SECONDS}::integer * power(2, LEAST(count - ${FREE_ATTEMPTS}::integer, 20)),
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

  /** The password was right: nothing is held against the name any more. */
  async forget(username: string): Promise<void> {
    await this.database.deleteFrom('login_attempts').where('name_hash', '=', hashOf(username)).execute();
  }

  async deleteForgotten(now: Date): Promise<void> {
    const limit = new Date(now.getTime() - FORGET_SECONDS * 1000);
    await this.database.deleteFrom('login_attempts').where('blocked_until', '<=', limit).execute();
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
