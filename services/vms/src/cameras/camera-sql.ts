import type { UserId } from '@playhead/contracts';
import { sql } from 'kysely';

/** Whether a row of `cameras` is among those that a person may see. */
export const isVisibleTo = (userId: UserId) => sql<boolean>`EXISTS (
  SELECT 1 FROM users
  WHERE users.id = ${userId} AND (users.all_cameras OR EXISTS (
    SELECT 1 FROM camera_access AS access WHERE access.user_id = users.id AND access.camera_id = cameras.id)))`;

/** A camera that is ONLINE was so at the last look at the VMS. */
export const lastOnlineAt = sql<Date | null>`CASE
  WHEN status = 'ONLINE' THEN GREATEST(last_online_at, (SELECT max(last_look_at) FROM milestone_contact))
  ELSE last_online_at END`.as('last_online_at');
