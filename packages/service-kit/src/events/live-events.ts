import type { LiveEvent } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { type Kysely, sql } from 'kysely';

/** The PostgreSQL channel that carries live events to console. */
export const LIVE_EVENTS_CHANNEL = 'playhead_live_events';

type WithoutId<E> = E extends LiveEvent ? Omit<E, 'id'> : never;
export type NewLiveEvent = WithoutId<LiveEvent>;

/**
 * Tells of a change in the transaction that makes it: the event is stored and announced when, and only when,
 * that transaction commits. NOTIFY carries at most 8,000 bytes; an event is a few hundred.
 */
export async function publishLiveEvent(transaction: Kysely<Database>, event: NewLiveEvent): Promise<void> {
  const { id } = await transaction
    .insertInto('live_events')
    .values({ type: event.type, camera_id: event.cameraId, payload: JSON.stringify(event) })
    .returning('id')
    .executeTakeFirstOrThrow();
  await announce(transaction, { ...event, id });
}

/** Tells of something that is only worth knowing now (progress): announced, never stored. */
export async function announceLiveEvent(database: Kysely<Database>, event: NewLiveEvent): Promise<void> {
  await announce(database, { ...event, id: '' });
}

async function announce(database: Kysely<Database>, event: NewLiveEvent & { id: string }): Promise<void> {
  await sql`SELECT pg_notify(${LIVE_EVENTS_CHANNEL}, ${JSON.stringify(event)})`.execute(database);
}
