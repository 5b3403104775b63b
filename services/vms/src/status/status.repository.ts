import { Inject, Injectable } from '@nestjs/common';
import { CameraId, type CameraStatus } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE, publishLiveEvents } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import type { CameraListing } from '../discovery/camera-listing.ts';

/** Writers take turns, so that two that write about the same cameras can't wait for each other. Any constant. */
const ADVISORY_LOCK = 7_236_030;

export interface SeenState {
  deviceId: string;
  /** Missing where nobody knows: then the camera is there, and its status stands. */
  status: CameraStatus | undefined;
}

interface Changed {
  id: string;
  status: CameraStatus;
  last_online_at: Date | null;
}

/** The cameras' status. Nothing but what the VMS said gets here; only a change is written and told, once. */
@Injectable()
export class StatusRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** What a look at the VMS showed. Imported cameras that a complete list does not name are in ERROR. */
  async seen(
    states: readonly SeenState[],
    { asOf, complete }: Pick<CameraListing, 'asOf' | 'complete'>,
  ): Promise<void> {
    // PostgreSQL holds no NUL: a camera with such an id can't be imported, and must not keep the others from being seen.
    const storable = states.filter(({ deviceId }) => !deviceId.includes('\0'));
    const devices = storable.map(({ deviceId }) => deviceId);
    const statuses = storable.map(({ status }) => status ?? null);
    await this.write(
      sql`
        SELECT camera.id, COALESCE(seen.status, 'ERROR') AS status
        FROM cameras AS camera
        LEFT JOIN unnest(${devices}::text[], ${statuses}::text[]) AS seen(device, status)
          ON seen.device = camera.milestone_device_id
        WHERE camera.milestone_device_id IS NOT NULL
          AND (seen.status IS NOT NULL OR (seen.device IS NULL AND ${complete}::boolean))`,
      asOf,
    );
  }

  /** What the VMS said of one camera. */
  async seenOne(cameraId: CameraId, status: CameraStatus, at: Date): Promise<void> {
    await this.write(sql`SELECT ${cameraId}::uuid AS id, ${status}::text AS status`, at);
  }

  /** A look that began before the one whose result stands comes too late. */
  private async write(said: ReturnType<typeof sql>, at: Date): Promise<void> {
    await this.database.transaction().execute(async (transaction) => {
      await sql`SELECT pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(transaction);
      const { rows } = await sql<Changed>`
        UPDATE cameras SET
          status = said.status,
          status_seen_at = ${at}::timestamptz,
          last_online_at = CASE
            WHEN said.status = 'ONLINE' THEN ${at}::timestamptz
            WHEN cameras.status = 'ONLINE'
              THEN GREATEST(cameras.last_online_at, (SELECT max(last_look_at) FROM milestone_contact))
            ELSE cameras.last_online_at
          END
        FROM (${said}) AS said
        WHERE said.id = cameras.id AND cameras.status <> said.status
          AND (cameras.status_seen_at IS NULL OR cameras.status_seen_at <= ${at}::timestamptz)
        RETURNING cameras.id, cameras.status, cameras.last_online_at`.execute(transaction);
      await publishLiveEvents(
        transaction,
        rows.map(({ id, status, last_online_at: lastOnlineAt }) => ({
          type: 'camera_status' as const,
          at: at.toISOString(),
          cameraId: CameraId.parse(id),
          status,
          lastOnlineAt: lastOnlineAt?.toISOString() ?? null,
        })),
      );
    });
  }
}
