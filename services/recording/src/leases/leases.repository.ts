import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import type { Kysely } from 'kysely';

@Injectable()
export class LeasesRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** Only what this owner still holds: a lease that ran out and was taken over stays with its new owner. */
  async renew(ids: readonly string[], owner: string, until: Date): Promise<void> {
    await this.database
      .updateTable('milestone_recording_sessions')
      .set({ claimed_until: until })
      .where('id', 'in', ids)
      .where('claimed_by', '=', owner)
      .execute();
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
