import { Inject, Injectable } from '@nestjs/common';
import { type CameraSource, cameraSearchKey, type DeviceId, type Location } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import type { VmsCamera } from '@playhead/milestone';
import { DATABASE } from '@playhead/service-kit';
import type { Kysely } from 'kysely';
import { publishCameraEvent } from '../cameras/publish-camera-event.ts';
import { cameraStatus } from '../status/camera-status.ts';
import { vmsFacts } from './vms-facts.ts';

const NAME_LENGTH = 255;

/** Ours: a name of our own, or the VMS's where there is none. */
export interface NewCamera {
  device: VmsCamera;
  deviceId: DeviceId;
  name?: string | undefined;
  nameAr?: string | undefined;
  source: CameraSource;
  location?: Location | undefined;
  server: string;
  /** When the VMS told what `device` says. */
  seenAt: Date;
}

@Injectable()
export class ImportRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** `undefined` when a camera with this device id is there already, however many import it at once. */
  insert({ device, deviceId, source, location, server, seenAt, ...ours }: NewCamera) {
    const name = ours.name ?? nameOf(device);
    const nameAr = ours.nameAr ?? null;
    // Of one that nobody knows yet there is no earlier status to keep.
    const status = cameraStatus(device) ?? 'ONLINE';
    return this.database.transaction().execute(async (transaction) => {
      const row = await transaction
        .insertInto('cameras')
        .values({
          name,
          name_ar: nameAr,
          search_key: cameraSearchKey({ name, nameAr }),
          source,
          location: location === undefined ? null : JSON.stringify(location),
          metadata: null,
          status,
          status_seen_at: seenAt,
          last_online_at: status === 'ONLINE' ? seenAt : null,
          milestone_device_id: deviceId,
          milestone_server: server,
          last_milestone_sync: seenAt,
          ...vmsFacts(device),
        })
        .onConflict((conflict) => conflict.column('milestone_device_id').doNothing())
        .returning(['id', 'name', 'milestone_device_id', 'rtsp_url', 'ptz_enabled', 'status', 'created_at'])
        .executeTakeFirst();
      if (row !== undefined) {
        await publishCameraEvent(transaction, 'camera_imported', { id: row.id, at: row.created_at });
      }
      return row;
    });
  }
}

/** The VMS's name, in the length that names have here. */
export const nameOf = ({ name, deviceId }: VmsCamera) =>
  name.trim().slice(0, NAME_LENGTH) || `Camera ${deviceId}`.slice(0, NAME_LENGTH);
