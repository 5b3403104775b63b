import type { UserId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { publishLiveEvent } from '@playhead/service-kit';
import type { Transaction } from 'kysely';

/**
 * Tells the person, wherever they are connected, and every instance, which asks again what they may see: in its place among
 * the events, so that those that come after it are told by what holds then (decision 35). Publish last.
 */
export const publishAccessChange = (transaction: Transaction<Database>, userId: UserId, at: Date) =>
  publishLiveEvent(transaction, { type: 'access_changed', userId, at: at.toISOString() });
