import { Inject, Injectable } from '@nestjs/common';
import type { CameraId, UserId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { CameraAccessRepository, DATABASE, DomainError, includesCamera } from '@playhead/service-kit';
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
    const [imported] = await Promise.all([this.imported([id]), this.access.require(userId, id)]);
    const camera = imported.get(id);
    if (camera === undefined) throw neverImported();
    return camera;
  }

  /** Those of them that there are and that this person may see, by the ids asked for. */
  async find(
    ids: readonly CameraId[],
    { userId }: { userId: UserId },
  ): Promise<ReadonlyMap<CameraId, PlayableCamera>> {
    const visible = await this.access.visible(userId);
    return this.imported(ids.filter((id) => includesCamera(visible, id)));
  }

  private async imported(ids: readonly CameraId[]): Promise<ReadonlyMap<CameraId, PlayableCamera>> {
    if (ids.length === 0) return new Map();
    const rows = await this.database
      .selectFrom('cameras')
      .select(['id', 'name', 'milestone_device_id', 'recording_server'])
      .where('id', 'in', ids)
      .execute();
    const byId = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      ids.flatMap((id) => {
        const row = byId.get(id);
        if (row === undefined || row.milestone_device_id === null) return [];
        const { name, milestone_device_id: deviceId, recording_server: recordingServer } = row;
        return [[id, { id, name, deviceId, ...(recordingServer !== null && { recordingServer }) }]];
      }),
    );
  }
}

/** The same for a camera that is hidden from somebody as for none. */
export const neverImported = () =>
  new DomainError('camera-not-found', { detail: 'It was never imported, or has been deleted.' });
