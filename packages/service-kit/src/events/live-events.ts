import type { LiveEvent } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { type Kysely, sql } from 'kysely';

/** The PostgreSQL channel that carries live events to console. */
export const LIVE_EVENTS_CHANNEL = 'playhead_live_events';

/** Rows in one INSERT. */
const BATCH = 500;

type WithoutId<E> = E extends LiveEvent ? Omit<E, 'id'> : never;
export type NewLiveEvent = WithoutId<LiveEvent>;

/** One transaction at a time takes an id and commits: ids become visible in their order (decision 8). */
const PUBLICATION_LOCK = 7_205_759_403;

/**
 * Tells of a change in the transaction that makes it: the event is stored and announced when, and only when,
 * that transaction commits. Publish last: other publishers wait from here to the commit. The announcement says only
 * that there is something to read.
 */
export function publishLiveEvent(transaction: Kysely<Database>, event: NewLiveEvent): Promise<void> {
  return publishLiveEvents(transaction, [event]);
}

/** Several at once, each stored by itself, in this order. */
export async function publishLiveEvents(
  transaction: Kysely<Database>,
  events: readonly NewLiveEvent[],
): Promise<void> {
  for (let from = 0; from < events.length; from += BATCH) {
    const batch = JSON.stringify(events.slice(from, from + BATCH));
    await sql`
      WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(${PUBLICATION_LOCK}::bigint)),
      event AS (
        INSERT INTO live_events (type, camera_id, payload)
        SELECT event->>'type', (event->>'cameraId')::uuid, event
        FROM turn, jsonb_array_elements(${batch}::jsonb) WITH ORDINALITY AS batch (event, position)
        ORDER BY position
        RETURNING id
      )
      SELECT pg_notify(${LIVE_EVENTS_CHANNEL}, json_build_object('id', max(id)::text)::text) FROM event
    `.execute(transaction);
  }
}

/** Tells of something that is only worth knowing now (progress): announced, never stored. At most 8,000 bytes. */
export async function announceLiveEvent(database: Kysely<Database>, event: NewLiveEvent): Promise<void> {
  const text = JSON.stringify({ ...event, id: '' });
  await sql`SELECT pg_notify(${LIVE_EVENTS_CHANNEL}, ${text})`.execute(database);
}
