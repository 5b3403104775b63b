import { Inject, Injectable } from '@nestjs/common';
import type { CameraId, UserId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { CameraAccessRepository, DATABASE, DomainError } from '@playhead/service-kit';
import type { Kysely } from 'kysely';

/** What playback knows of an imported camera. */
export interface PlayableCamera {
  id: CameraId;
  name: string;
  deviceId: string;
  /** As the VMS last named it. */
  recordingServer?: string;
}

@Injectable()
export class CamerasRepository {
  constructor(
    @Inject(DATABASE) private readonly database: Kysely<Database>,
    private readonly access: CameraAccessRepository,
  ) {}

  /** @throws DomainError `camera-not-found`, also for a camera that this person may not see. */
  async get(id: CameraId, { userId }: { userId: UserId }): Promise<PlayableCamera> {
    await this.access.require(userId, id);
    const row = await this.database
      .selectFrom('cameras')
      .select(['name', 'milestone_device_id', 'recording_server'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (row === undefined || row.milestone_device_id === null) {
      throw new DomainError('camera-not-found', { detail: 'It was never imported, or has been deleted.' });
    }
    return {
      id,
      name: row.name,
      deviceId: row.milestone_device_id,
      ...(row.recording_server !== null && { recordingServer: row.recording_server }),
    };
  }
}
