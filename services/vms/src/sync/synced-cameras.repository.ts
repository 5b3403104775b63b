import { Inject, Injectable } from '@nestjs/common';
import { type CameraId, type CameraSource, cameraSearchKey } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import type { VmsCamera } from '@playhead/milestone';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import { publishCameraEvent } from '../cameras/publish-camera-event.ts';
import { vmsFacts } from '../import/vms-facts.ts';
import type { SyncedRow } from './compare-camera.ts';

/** The imported cameras, as a sync reads and writes them. Their status is not its business. */
@Injectable()
export class SyncedCamerasRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  all(): Promise<(SyncedRow & { source: CameraSource })[]> {
    return this.rows().execute();
  }

  find(id: CameraId): Promise<SyncedRow | undefined> {
    return this.rows().where('id', '=', id).executeTakeFirst();
  }

  /**
   * Takes over what the VMS says. The new name only where the name is still `row.name`: somebody may have changed it
   * since that was read. A camera that was deleted meanwhile stays so.
   */
  async follow(row: SyncedRow, device: VmsCamera, newName: string | undefined, at: Date): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      const written = await transaction
        .updateTable('cameras')
        .set({ ...vmsFacts(device), last_milestone_sync: at, updated_at: sql<Date>`NOW()` })
        .where('id', '=', row.id)
        .returning(['id', 'updated_at as at'])
        .executeTakeFirst();
      if (written === undefined) return;
      if (newName !== undefined) {
        await transaction
          .updateTable('cameras')
          .set({ name: newName, search_key: cameraSearchKey({ name: newName, nameAr: row.name_ar }) })
          .where('id', '=', row.id)
          .where('name', '=', row.name)
          .where(sql<boolean>`name_ar IS NOT DISTINCT FROM ${row.name_ar}`)
          .execute();
      }
      await publishCameraEvent(transaction, 'camera_changed', written);
    });
  }

  /** These were found as they are. What was never written down of the VMS's words is now. */
  async foundUnchanged(cameras: readonly { row: SyncedRow; device: VmsCamera }[], at: Date): Promise<void> {
    const ids = cameras.map(({ row }) => row.id);
    const names = cameras.map(({ device }) => device.name);
    const enabled = cameras.map(({ device }) => device.enabled);
    await sql`
      UPDATE cameras SET
        last_milestone_sync = ${at}::timestamptz, milestone_name = found.name, milestone_enabled = found.enabled
      FROM unnest(${ids}::uuid[], ${names}::text[], ${enabled}::boolean[]) AS found(id, name, enabled)
      WHERE cameras.id = found.id`.execute(this.database);
  }

  private rows() {
    return this.database
      .selectFrom('cameras')
      .select([
        'id',
        'milestone_device_id',
        'name',
        'name_ar',
        'milestone_name',
        'milestone_enabled',
        'recording_server',
        'rtsp_url',
        'ptz_enabled',
        'source',
      ])
      .where('milestone_device_id', 'is not', null)
      .orderBy('id');
  }
}
