import { Inject, Injectable } from '@nestjs/common';
import {
  type CameraId,
  type CameraSource,
  cameraSearchKey,
  type DeviceId,
  type Location,
  searchKey,
  type UserId,
} from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { containing, DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import { isVisibleTo, lastOnlineAt } from './camera-sql.ts';
import { publishCameraEvent } from './publish-camera-event.ts';

const columns = [
  'id',
  'name',
  'name_ar',
  'source',
  'rtsp_url',
  'status',
  'ptz_enabled',
  'recording_server',
  'location',
  'milestone_device_id',
  'last_milestone_sync',
  'created_at',
  'updated_at',
] as const;

const ACTIVE = ['starting', 'recording', 'stopping'] as const;

export interface CameraSearch {
  search: string | undefined;
  limit: number;
  offset: number;
}

/** What is left out stays. */
export interface CameraChanges {
  name?: string | undefined;
  nameAr?: string | null | undefined;
  source?: CameraSource | undefined;
  location?: Location | null | undefined;
}

export type CameraRow = NonNullable<Awaited<ReturnType<CamerasRepository['find']>>>;

@Injectable()
export class CamerasRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  find(id: CameraId) {
    return this.cameras().where('id', '=', id).executeTakeFirst();
  }

  findByDevice(deviceId: DeviceId) {
    return this.cameras().where('milestone_device_id', '=', deviceId).executeTakeFirst();
  }

  /** Those that this person may see, by name. */
  async list(
    userId: UserId,
    { search, limit, offset }: CameraSearch,
  ): Promise<{ rows: CameraRow[]; total: number }> {
    const matching = this.database
      .selectFrom('cameras')
      .where(isVisibleTo(userId))
      .$if(search !== undefined, (query) => query.where(nameContains(search ?? '')));
    const [rows, { total }] = await Promise.all([
      matching
        .select([...columns, lastOnlineAt])
        .orderBy(sql`lower(name)`)
        .orderBy('id')
        .limit(limit)
        .offset(offset)
        .execute(),
      matching.select((select) => select.fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { rows, total: Number(total) };
  }

  /** `undefined` when there is no such camera. */
  async update(id: CameraId, changes: CameraChanges) {
    await this.database.transaction().execute(async (transaction) => {
      const before = await transaction
        .selectFrom('cameras')
        .select(['name', 'name_ar'])
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (before === undefined) return;
      const { name = before.name, nameAr = before.name_ar, source, location } = changes;
      const { updated_at: at } = await transaction
        .updateTable('cameras')
        .set({
          name,
          name_ar: nameAr,
          search_key: cameraSearchKey({ name, nameAr }),
          ...(source !== undefined && { source }),
          ...(location !== undefined && { location: location && JSON.stringify(location) }),
          updated_at: sql<Date>`NOW()`,
        })
        .where('id', '=', id)
        .returning('updated_at')
        .executeTakeFirstOrThrow();
      await publishCameraEvent(transaction, 'camera_changed', { id, at });
    });
    return this.find(id);
  }

  /**
   * Deletes a camera unless it has an active recording session. A start that comes at the same time waits for this (its
   * row refers to the camera) and then finds no camera; one that came before is seen here.
   */
  delete(id: CameraId): Promise<'deleted' | 'recording' | 'missing'> {
    return this.database.transaction().execute(async (transaction) => {
      const camera = await transaction
        .selectFrom('cameras')
        .select('id')
        .where('id', '=', id)
        .forUpdate()
        .executeTakeFirst();
      if (camera === undefined) return 'missing';
      const session = await transaction
        .selectFrom('milestone_recording_sessions')
        .select('id')
        .where('camera_id', '=', id)
        .where('status', 'in', ACTIVE)
        .executeTakeFirst();
      if (session !== undefined) return 'recording';
      const { at } = await transaction
        .deleteFrom('cameras')
        .where('id', '=', id)
        .returning(sql<Date>`NOW()`.as('at'))
        .executeTakeFirstOrThrow();
      await publishCameraEvent(transaction, 'camera_removed', { id, at });
      return 'deleted';
    });
  }

  private cameras() {
    return this.database.selectFrom('cameras').select([...columns, lastOnlineAt]);
  }
}

/** Letters such as `%` stand for themselves. Rows that have no key yet are searched by their plain names. */
function nameContains(search: string) {
  const pattern = containing(searchKey(search));
  return sql<boolean>`COALESCE(search_key, lower(name || E'\\n' || COALESCE(name_ar, ''))) LIKE ${pattern}`;
}
