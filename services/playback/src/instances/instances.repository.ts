import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import { type Instance, InstanceId } from './instance.ts';

/** Who was not seen for so long is no longer there, in seconds: four beats. */
const LIVE_SECONDS = 8;
/** Rows this old are of no use to anybody, in seconds. */
const FORGOTTEN_SECONDS = 3_600;

/**
 * The instances of playback. Times here are the database's: it is the one clock that all of them share, however far the
 * clocks of their machines are apart.
 */
@Injectable()
export class InstancesRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** This instance is there. Forgets those that have not been for long. */
  async beat({ id, url }: Instance): Promise<void> {
    await this.database
      .with('forgotten', (query) =>
        query
          .deleteFrom('playback_instances')
          .where('seen_at', '<', sql<Date>`now() - make_interval(secs => ${FORGOTTEN_SECONDS})`),
      )
      .insertInto('playback_instances')
      .values({ id, url })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ url, seen_at: sql<Date>`now()` }))
      .execute();
  }

  /** Those that are there. */
  async live(): Promise<Instance[]> {
    const rows = await liveInstances(this.database).select(['id', 'url']).execute();
    return rows.map(({ id, url }) => ({ id: InstanceId.parse(id), url }));
  }

  /** This instance ends. */
  async leave(id: InstanceId): Promise<void> {
    await this.database.deleteFrom('playback_instances').where('id', '=', id).execute();
  }
}

/** Those that are there, to select from. */
export const liveInstances = (database: Kysely<Database>) =>
  database
    .selectFrom('playback_instances')
    .where('seen_at', '>', sql<Date>`now() - make_interval(secs => ${LIVE_SECONDS})`);
