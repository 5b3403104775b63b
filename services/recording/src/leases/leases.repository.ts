import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { connect, type Database } from '@playhead/database';
import { LOGGER } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';
import { RECORDING_CONFIG } from '../config.token.ts';
import type { RecordingConfig } from '../config.ts';
import type { Lease } from './leases.service.ts';

/** Leases have a connection of their own: a renewal must not wait behind the work that it protects. */
@Injectable()
export class LeasesRepository implements OnApplicationShutdown {
  private readonly database: Kysely<Database>;

  constructor(
    @Inject(RECORDING_CONFIG) { DATABASE_URL: url }: RecordingConfig,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.database = connect({
      url,
      maxConnections: 1,
      applicationName: 'playhead-recording-leases',
      onIdleError: (error) => logger.warn({ err: error }, 'the connection of leases broke and is replaced'),
    });
  }

  async onApplicationShutdown() {
    await this.database.destroy();
  }

  /**
   * Only what this owner still holds: a lease that ran out and was taken over stays with its new owner. What somebody is
   * just writing is passed over: waiting for several rows, in whatever order, could deadlock. One statement, so that
   * the rows are held for no longer than that takes, however busy this process is.
   */
  async renew(ids: readonly string[], renewed: () => Lease): Promise<void> {
    await this.database.connection().execute(async (database) => {
      const { claimed_by: owner, claimed_until: until } = renewed();
      await database
        .updateTable('milestone_recording_sessions')
        .set({ claimed_until: until })
        .where('id', 'in', (held) =>
          held
            .selectFrom('milestone_recording_sessions')
            .select('id')
            .where('id', '=', sql<string>`ANY(${[...ids]}::uuid[])`)
            .where('claimed_by', '=', owner)
            .forUpdate()
            .skipLocked(),
        )
        .execute();
    });
  }

  /** Gives back all that this owner holds: the next instance may take it from `now` on. */
  async giveBack(owner: string, now: Date): Promise<void> {
    await this.database
      .updateTable('milestone_recording_sessions')
      .set({ claimed_until: now, claimed_by: null })
      .where('claimed_by', '=', owner)
      .execute();
  }
}
