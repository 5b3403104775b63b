import type { ExportId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import type { Kysely } from 'kysely';

/** No instance works on it. */
export const nobody = { claimed_by: null, claimed_until: null, run_started_at: null };

/** Parts from `position` on are to be made anew. */
export async function forgetParts(database: Kysely<Database>, id: ExportId, position: number): Promise<void> {
  await database
    .updateTable('playback_export_parts')
    .set({ status: 'queued', reached_at: null, pieces: null, bytes: 0 })
    .where('export_id', '=', id)
    .where('position', '>=', position)
    .execute();
}
