import { Inject, Injectable } from '@nestjs/common';
import type { CameraId, CameraSource, CameraStatus, DeviceId, Location } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';

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

export interface NewCamera {
  name: string;
  nameAr: string | null;
  source: CameraSource;
  rtspUrl: string;
  status: CameraStatus;
  ptzEnabled: boolean;
  recordingServer: string;
  location: Location | null;
  milestoneDeviceId: DeviceId;
  milestoneServer: string;
  milestoneMetadata: Record<string, unknown>;
  importedAt: Date;
}

export interface CameraSearch {
  search: string | undefined;
  limit: number;
  offset: number;
}

export type CameraRow = NonNullable<Awaited<ReturnType<CamerasRepository['find']>>>;

@Injectable()
export class CamerasRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** `undefined` when a camera with this device id is there already, however many import it at once. */
  insert(camera: NewCamera) {
    return this.database
      .insertInto('cameras')
      .values({
        name: camera.name,
        name_ar: camera.nameAr,
        source: camera.source,
        rtsp_url: camera.rtspUrl,
        status: camera.status,
        ptz_enabled: camera.ptzEnabled,
        recording_server: camera.recordingServer,
        location: camera.location && JSON.stringify(camera.location),
        metadata: null,
        milestone_device_id: camera.milestoneDeviceId,
        milestone_server: camera.milestoneServer,
        milestone_metadata: JSON.stringify(camera.milestoneMetadata),
        last_milestone_sync: camera.importedAt,
      })
      .onConflict((conflict) => conflict.column('milestone_device_id').doNothing())
      .returning(columns)
      .executeTakeFirst();
  }

  find(id: CameraId) {
    return this.database.selectFrom('cameras').select(columns).where('id', '=', id).executeTakeFirst();
  }

  findByDevice(deviceId: DeviceId) {
    return this.database
      .selectFrom('cameras')
      .select(columns)
      .where('milestone_device_id', '=', deviceId)
      .executeTakeFirst();
  }

  async list({ search, limit, offset }: CameraSearch): Promise<{ rows: CameraRow[]; total: number }> {
    const matching = this.database
      .selectFrom('cameras')
      .$if(search !== undefined, (query) => query.where(nameContains(search ?? '')));
    const [rows, { total }] = await Promise.all([
      matching.select(columns).orderBy(sql`lower(name)`).orderBy('id').limit(limit).offset(offset).execute(),
      matching.select((select) => select.fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { rows, total: Number(total) };
  }

  /** Our id of every imported VMS camera, by its device id. */
  async importedDevices(): Promise<Map<string, string>> {
    const rows = await this.database
      .selectFrom('cameras')
      .select(['id', 'milestone_device_id'])
      .where('milestone_device_id', 'is not', null)
      .execute();
    return new Map(rows.map(({ id, milestone_device_id: deviceId }) => [deviceId ?? '', id]));
  }
}

/** `%`, `_` and `\` in what was typed stand for themselves. */
function nameContains(search: string) {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(name ILIKE ${pattern} OR name_ar ILIKE ${pattern})`;
}
