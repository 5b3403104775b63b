import { Inject, Injectable } from '@nestjs/common';
import type { CameraId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE, type VisibleCameras } from '@playhead/service-kit';
import type { Kysely } from 'kysely';
import type { Session } from './session.ts';
import {
  ACTIVE,
  lastRecorded,
  ofVisible,
  type SessionQuery,
  selectSessions,
  toSession,
} from './session-rows.ts';

/** A camera as far as recording needs it. */
export interface RecordedCamera {
  id: CameraId;
  name: string;
  deviceId: string;
}

/** Reads cameras and their sessions. */
@Injectable()
export class RecordingsRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** `undefined` when we have no such camera, or the VMS knows none behind it. */
  async camera(cameraId: CameraId): Promise<RecordedCamera | undefined> {
    const row = await this.database
      .selectFrom('cameras')
      .select(['name', 'milestone_device_id'])
      .where('id', '=', cameraId)
      .executeTakeFirst();
    if (row?.milestone_device_id == null) return undefined;
    return { id: cameraId, name: row.name, deviceId: row.milestone_device_id };
  }

  find(id: string): Promise<Session | undefined> {
    return this.one((query) => query.where('session.id', '=', id));
  }

  active(cameraId: CameraId): Promise<Session | undefined> {
    return this.one((query) =>
      query.where('session.camera_id', '=', cameraId).where('session.status', 'in', ACTIVE),
    );
  }

  last(cameraId: CameraId): Promise<Session | undefined> {
    return lastRecorded(this.database, cameraId);
  }

  async allActive(visible: VisibleCameras): Promise<Session[]> {
    const rows = await selectSessions(this.database)
      .where('session.status', 'in', ACTIVE)
      .where(ofVisible(visible))
      .orderBy('session.start_time')
      .execute();
    return rows.map(toSession);
  }

  private async one(narrow: (query: SessionQuery) => SessionQuery): Promise<Session | undefined> {
    const row = await narrow(selectSessions(this.database)).executeTakeFirst();
    return row && toSession(row);
  }
}
