import { Inject, Injectable } from '@nestjs/common';
import type { ExportId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';

/** How long the pieces of a failed export are kept, so that another try goes on from them, in hours. */
const PIECES_KEPT_HOURS = 24;

@Injectable()
export class ExportUpkeepRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** Forgets expired exports, and the pieces of those that failed a while ago. Any instance does it for all. */
  async forgetOld(): Promise<void> {
    await this.database.deleteFrom('playback_exports').where('expires_at', '<', sql<Date>`now()`).execute();
    await this.database
      .updateTable('playback_export_parts')
      .set({ status: 'queued', reached_at: null, pieces: null, bytes: 0 })
      .where('bytes', '>', sql<string>`0`)
      .where('export_id', 'in', longFailed(this.database).select('id'))
      .execute();
  }

  /** Those of the exports whose files are to be kept in this folder. */
  async keptIn(folderId: string, ids: readonly ExportId[]): Promise<ReadonlySet<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.database
      .selectFrom('playback_exports')
      .select('id')
      .where('id', 'in', ids)
      .where('folder_id', '=', folderId)
      .where('status', '<>', 'cancelled')
      .where('id', 'not in', longFailed(this.database).select('id'))
      .execute();
    return new Set(rows.map(({ id }) => id));
  }
}

const longFailed = (database: Kysely<Database>) =>
  database
    .selectFrom('playback_exports')
    .where('status', '=', 'failed')
    .where('finished_at', '<', sql<Date>`now() - make_interval(hours => ${PIECES_KEPT_HOURS})`);
