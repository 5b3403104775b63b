import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';

/** An event as it is stored; its payload is not yet held against the contract. */
export interface StoredEvent {
  id: bigint;
  payload: Record<string, unknown>;
}

/** Past this many missed events a client reads everything again. */
export const MAX_REPLAYED = 1_000;

const PAGE = 500;
const RETENTION_LOCK = 7_205_759_404;
const RETENTION_BATCH = 5_000;

/** The stored events. Their ids become visible in order (decision 8), so that the last one read says it all. */
@Injectable()
export class LiveEventsRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** The newest id; 0 while there is none. */
  async latestId(): Promise<bigint> {
    const row = await this.database
      .selectFrom('live_events')
      .select((select) => select.fn.max('id').as('id'))
      .executeTakeFirst();
    return BigInt(row?.id ?? 0);
  }

  /** The next page after `id`, oldest first; empty when there is nothing newer. */
  after(id: bigint): Promise<StoredEvent[]> {
    return this.read('>', id, PAGE);
  }

  /**
   * Everything after `id`, oldest first; `undefined` when that can't be told: `id` is no longer kept (or never was), or
   * there is too much. Events are deleted oldest first, so that whoever finds `id` finds all that came later.
   */
  async since(id: bigint): Promise<StoredEvent[] | undefined> {
    const [first, ...missed] = await this.read('>=', id, MAX_REPLAYED + 2);
    return first?.id === id && missed.length <= MAX_REPLAYED ? missed : undefined;
  }

  /**
   * Deletes a batch of what is older than `limit`, all but the newest event. One instance at a time: the others find
   * nothing to do. Answers whether there may be more.
   */
  deleteBatchBefore(limit: Date): Promise<boolean> {
    return this.database.transaction().execute(async (transaction) => {
      const { rows } = await sql<{ mine: boolean }>`
        SELECT pg_try_advisory_xact_lock(${RETENTION_LOCK}::bigint) AS mine
      `.execute(transaction);
      if (rows[0]?.mine !== true) return false;
      const { numAffectedRows = 0n } = await sql`
        DELETE FROM live_events WHERE id IN (
          SELECT id FROM live_events
          WHERE id <= (SELECT max(id) FROM live_events WHERE created_at < ${limit})
            AND id < (SELECT max(id) FROM live_events)
          ORDER BY id LIMIT ${RETENTION_BATCH}
        )
      `.execute(transaction);
      return numAffectedRows === BigInt(RETENTION_BATCH);
    });
  }

  private async read(than: '>' | '>=', id: bigint, limit: number): Promise<StoredEvent[]> {
    const rows = await this.database
      .selectFrom('live_events')
      .select(['id', 'payload'])
      .where('id', than, String(id))
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ id: BigInt(row.id), payload: row.payload }));
  }
}
