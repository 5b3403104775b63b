import type { LiveEvent } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { type Kysely, sql } from 'kysely';

/** The PostgreSQL channel that carries live events to console. */
export const LIVE_EVENTS_CHANNEL = 'playhead_live_events';

/** Rows in one INSERT. */
const BATCH = 500;

type WithoutId<E> = E extends LiveEvent ? Omit<E, 'id'> : never;
export type NewLiveEvent = WithoutId<LiveEvent>;

/**
 * Tells of a change in the transaction that makes it: the event is stored and announced when, and only when,
 * that transaction commits. NOTIFY carries at most 8,000 bytes; an event is a few hundred.
 */
export function publishLiveEvent(transaction: Kysely<Database>, event: NewLiveEvent): Promise<void> {
  return publishLiveEvents(transaction, [event]);
}

/** Several at once, each stored and announced as by itself. */
export async function publishLiveEvents(
  transaction: Kysely<Database>,
  events: readonly NewLiveEvent[],
): Promise<void> {
  for (let from = 0; from < events.length; from += BATCH) {
    const batch = events.slice(from, from + BATCH);
    const rows = await transaction
      .insertInto('live_events')
      .values(
        batch.map((event) => ({
          type: event.type,
          camera_id: 'cameraId' in event ? event.cameraId : null,
          payload: JSON.stringify(event),
        })),
      )
      .returning(['id', 'payload'])
      .execute();
    const texts = rows.map(({ id, payload }) => JSON.stringify({ ...payload, id }));
    await sql`SELECT pg_notify(${LIVE_EVENTS_CHANNEL}, text) FROM unnest(${texts}::text[]) AS text`.execute(
      transaction,
    );
  }
}

/** Tells of something that is only worth knowing now (progress): announced, never stored. */
export async function announceLiveEvent(database: Kysely<Database>, event: NewLiveEvent): Promise<void> {
  const text = JSON.stringify({ ...event, id: '' });
  await sql`SELECT pg_notify(${LIVE_EVENTS_CHANNEL}, ${text})`.execute(database);
}
