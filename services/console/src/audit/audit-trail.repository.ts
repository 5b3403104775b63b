import { Inject, Injectable } from '@nestjs/common';
import type { AuditQuery } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';

export type AuditRow = Awaited<ReturnType<AuditTrailRepository['list']>>['rows'][number];

/** Reads the audit trail. */
@Injectable()
export class AuditTrailRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** One page, newest first, and how many match in all. */
  async list({ limit, offset, ...filters }: AuditQuery) {
    const { userId, username, action, cameraId, outcome, from, to } = filters;
    let matching = this.database.selectFrom('audit_entries');
    if (userId !== undefined) matching = matching.where('user_id', '=', userId);
    if (username !== undefined) matching = matching.where(sql`lower(username)`, '=', username.toLowerCase());
    if (action !== undefined) matching = matching.where('action', '=', action);
    if (cameraId !== undefined) matching = matching.where('camera_id', '=', cameraId);
    if (outcome !== undefined) matching = matching.where('outcome', '=', outcome);
    if (from !== undefined) matching = matching.where('at', '>=', new Date(from));
    if (to !== undefined) matching = matching.where('at', '<', new Date(to));
    const [rows, { total }] = await Promise.all([
      matching.selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).offset(offset).execute(),
      matching.select((select) => select.fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { rows, total: Number(total) };
  }
}
