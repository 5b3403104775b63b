import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { CameraId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import type { Footage, Range } from './footage.ts';
import { StoredFootage } from './stored-footage.ts';

const hashOf = (cameraId: CameraId, { startTime, endTime }: Range) =>
  createHash('sha256')
    .update(`${cameraId}|${startTime.toISOString()}|${endTime.toISOString()}`)
    .digest('hex');

/** What the VMS said about a range, kept for a while in `milestone_playback_cache` (plan §7.2). */
@Injectable()
export class FootageCacheRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  async find(cameraId: CameraId, range: Range, now: Date): Promise<Footage | undefined> {
    const row = await this.database
      .updateTable('milestone_playback_cache')
      .set((set) => ({ hit_count: set('hit_count', '+', 1) }))
      .where('query_hash', '=', hashOf(cameraId, range))
      .where('expires_at', '>', now)
      .returning('sequence_data')
      .executeTakeFirst();
    return row && StoredFootage.parse(row.sequence_data);
  }

  /** Keeps the answer, and sweeps out what has expired. */
  async keep(cameraId: CameraId, range: Range, footage: Footage, now: Date, expiresAt: Date): Promise<void> {
    const values = {
      start_time: range.startTime,
      end_time: range.endTime,
      sequence_data: JSON.stringify(footage),
      cached_at: now,
      expires_at: expiresAt,
    };
    await this.database.deleteFrom('milestone_playback_cache').where('expires_at', '<=', now).execute();
    await this.database
      .insertInto('milestone_playback_cache')
      .values({ camera_id: cameraId, query_hash: hashOf(cameraId, range), ...values })
      .onConflict((conflict) =>
        conflict.column('query_hash').doUpdateSet({ ...values, hit_count: sql<number>`0` }),
      )
      .execute();
  }
}
