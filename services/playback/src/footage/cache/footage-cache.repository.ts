import { Inject, Injectable } from '@nestjs/common';
import type { CameraId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import type { Range } from '../footage.ts';
import { CLOCKS_DIFFER_MS, type KnownPiece, queryHash } from './known-footage.ts';
import { StoredFootage, toStored } from './stored-footage.ts';

/** A row that was asked for so much later than now, in ms, is of no instance whose clock is merely ahead. */
const SET_BACK_MS = 60_000;

/** What the VMS said, a row for each question it was asked, for all instances (plan §7.2). */
@Injectable()
export class FootageCacheRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** The pieces that overlap a range and may still be used; not what was asked before the clock was set back. */
  async find(cameraId: CameraId, { startTime, endTime }: Range, now: Date): Promise<KnownPiece[]> {
    const rows = await this.database
      .selectFrom('milestone_playback_cache')
      .select(['query_hash', 'start_time', 'end_time', 'sequence_data', 'cached_at', 'expires_at'])
      .where('camera_id', '=', cameraId)
      .where('start_time', '<', endTime)
      .where('end_time', '>', startTime)
      .where('expires_at', '>', now)
      .where('cached_at', '<=', later(now, CLOCKS_DIFFER_MS))
      .execute();
    return rows.flatMap((row) => {
      // What another version of Playhead wrote is asked anew.
      const footage = StoredFootage.safeParse(row.sequence_data);
      if (!footage.success) return [];
      return {
        hash: row.query_hash,
        range: { startTime: row.start_time, endTime: row.end_time },
        footage: footage.data,
        askedAt: row.cached_at,
        expiresAt: row.expires_at,
      };
    });
  }

  /**
   * Keeps a piece, unless a newer one stands in its place or the camera has been deleted meanwhile. One of a time that has
   * yet to come is not newer.
   */
  async keep(
    cameraId: CameraId,
    { range, footage, askedAt, expiresAt }: KnownPiece,
    now: Date,
  ): Promise<void> {
    const hash = queryHash(cameraId, range);
    await this.database
      .insertInto('milestone_playback_cache')
      .columns([
        'camera_id',
        'query_hash',
        'start_time',
        'end_time',
        'sequence_data',
        'cached_at',
        'expires_at',
      ])
      .expression((query) =>
        query
          .selectFrom('cameras')
          .select([
            'id',
            sql<string>`${hash}`.as('query_hash'),
            sql<Date>`${range.startTime}::timestamptz`.as('start_time'),
            sql<Date>`${range.endTime}::timestamptz`.as('end_time'),
            sql<string>`${JSON.stringify(toStored(footage))}::jsonb`.as('sequence_data'),
            sql<Date>`${askedAt}::timestamptz`.as('cached_at'),
            sql<Date>`${expiresAt}::timestamptz`.as('expires_at'),
          ])
          .where('id', '=', cameraId)
          .forKeyShare(),
      )
      .onConflict((conflict) =>
        conflict
          .column('query_hash')
          .doUpdateSet((set) => ({
            sequence_data: set.ref('excluded.sequence_data'),
            cached_at: set.ref('excluded.cached_at'),
            expires_at: set.ref('excluded.expires_at'),
            hit_count: 0,
          }))
          .where((row) =>
            row.or([
              row('milestone_playback_cache.cached_at', '<=', row.ref('excluded.cached_at')),
              row('milestone_playback_cache.cached_at', '>', later(now, CLOCKS_DIFFER_MS)),
            ]),
          ),
      )
      .execute();
  }

  async countHits(hits: ReadonlyMap<string, number>): Promise<void> {
    await sql`
      UPDATE milestone_playback_cache AS cache SET hit_count = cache.hit_count + hits.count
      FROM unnest(${[...hits.keys()]}::text[], ${[...hits.values()]}::int[]) AS hits (hash, count)
      WHERE cache.query_hash = hits.hash
    `.execute(this.database);
  }

  async deleteExpired(now: Date): Promise<void> {
    await this.database.deleteFrom('milestone_playback_cache').where('expires_at', '<=', now).execute();
  }

  /** Deletes what was asked before the clock was set back: its time would come again. Reads all rows. */
  async deleteFuture(now: Date): Promise<void> {
    await this.database
      .deleteFrom('milestone_playback_cache')
      .where('cached_at', '>', later(now, SET_BACK_MS))
      .execute();
  }
}

const later = (time: Date, ms: number) => new Date(time.getTime() + ms);
