import { Inject, Injectable } from '@nestjs/common';
import { StreamId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import { InstanceId } from '../../instances/instance.ts';
import { liveInstances } from '../../instances/instances.repository.ts';
import { instanceOf } from '../stream-id.ts';

export interface Claim {
  /** As text, the same for all who wish for the same; of a stream that nobody else can have, its own id. */
  wish: string;
  /** The stream that would show it. */
  id: StreamId;
  /** A stream that is known not to answer any more: its claim counts no longer. */
  lost?: StreamId | undefined;
}

/** Between the statement that finds a claim taken and the one that reads whose it is, it may go: then again. */
const ATTEMPTS = 5;

/** Which stream shows a wish, among all instances. The first who claims it has it, as long as its instance is there. */
@Injectable()
export class StreamClaimsRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** Claims a wish for a stream of this instance; answers the stream that has it now, this one or another. */
  async claim({ wish, id, lost }: Claim): Promise<StreamId> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const holder = (await this.take(wish, id, lost)) ?? (await this.holderOf(wish));
      if (holder !== undefined) return StreamId.parse(holder);
    }
    throw new Error(`The stream of ${wish} can't be claimed: its claim comes and goes.`);
  }

  /** The other instances that are there, those with the fewest open streams first. */
  async emptiest(except: InstanceId, limit: number): Promise<InstanceId[]> {
    const rows = await liveInstances(this.database)
      .leftJoin('playback_streams', 'playback_streams.instance_id', 'playback_instances.id')
      .where('playback_instances.id', '<>', except)
      .groupBy('playback_instances.id')
      .orderBy((row) => row.fn.count('playback_streams.id'))
      .limit(limit)
      .select('playback_instances.id')
      .execute();
    return rows.map(({ id }) => InstanceId.parse(id));
  }

  /** The stream goes on and counts, and its wish is free: it shows that no longer from the beginning. */
  async giveWishUp(id: StreamId): Promise<void> {
    await this.database.updateTable('playback_streams').set({ wish: id }).where('id', '=', id).execute();
  }

  /** The stream is closed. */
  async release(id: StreamId): Promise<void> {
    await this.database.deleteFrom('playback_streams').where('id', '=', id).execute();
  }

  /** This instance ends, and all its streams with it. */
  async releaseAll(instance: InstanceId): Promise<void> {
    await this.database.deleteFrom('playback_streams').where('instance_id', '=', instance).execute();
  }

  /** `undefined` when another instance has it. What instances had claimed that are gone is forgotten on the way. */
  private async take(wish: string, id: StreamId, lost: StreamId | undefined): Promise<string | undefined> {
    const liveIds = liveInstances(this.database).select('id');
    const row = await this.database
      .with('forgotten', (query) =>
        query
          .deleteFrom('playback_streams')
          .where('wish', '<>', wish)
          .where('instance_id', 'not in', liveIds),
      )
      .insertInto('playback_streams')
      .values({ wish, id, instance_id: instanceOf(id) })
      .onConflict((conflict) =>
        conflict
          .column('wish')
          .doUpdateSet({ id, instance_id: instanceOf(id) })
          .where((held) =>
            held.or([
              held('playback_streams.instance_id', '=', instanceOf(id)),
              held('playback_streams.instance_id', 'not in', liveIds),
              held('playback_streams.id', '=', lost ?? sql<string>`NULL`),
            ]),
          ),
      )
      .returning('id')
      .executeTakeFirst();
    return row?.id;
  }

  private async holderOf(wish: string): Promise<string | undefined> {
    const row = await this.database
      .selectFrom('playback_streams')
      .select('id')
      .where('wish', '=', wish)
      .executeTakeFirst();
    return row?.id;
  }
}
