import { Inject, Injectable } from '@nestjs/common';
import type { RecordingQuery } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE, type VisibleCameras } from '@playhead/service-kit';
import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { Session } from '../recordings/session.ts';
import { ofVisible, selectSessions, toSession } from '../recordings/session-rows.ts';

export interface HistoryPage {
  sessions: Session[];
  total: number;
}

@Injectable()
export class HistoryRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  async page(query: RecordingQuery, visible: VisibleCameras): Promise<HistoryPage> {
    const matching = conditions(query, visible);
    const [rows, { total }] = await Promise.all([
      selectSessions(this.database)
        .where((where) => where.and(matching))
        .orderBy('session.start_time', query.order === 'oldest' ? 'asc' : 'desc')
        .orderBy('session.id')
        .limit(query.limit)
        .offset(query.offset)
        .execute(),
      this.database
        .selectFrom('milestone_recording_sessions as session')
        .select((select) => select.fn.countAll<string>().as('total'))
        .where((where) => where.and(matching))
        .executeTakeFirstOrThrow(),
    ]);
    return { sessions: rows.map(toSession), total: Number(total) };
  }
}

function conditions(query: RecordingQuery, visible: VisibleCameras): Expression<SqlBool>[] {
  const { cameraId, status, triggeredBy, from, to, search } = query;
  const all = [ofVisible(visible)];
  if (cameraId !== undefined) all.push(sql`session.camera_id = ${cameraId}`);
  if (status !== undefined) all.push(sql`session.status = ${status}`);
  if (triggeredBy !== undefined) all.push(sql`session.triggered_by = ${triggeredBy}`);
  if (from !== undefined) all.push(sql`COALESCE(session.end_time, 'infinity') > ${from}::timestamptz`);
  if (to !== undefined) all.push(sql`session.start_time < ${to}::timestamptz`);
  if (search !== undefined) all.push(sql`session.reason ILIKE ${`%${literally(search)}%`}`);
  return all;
}

/** `%`, `_` and `\` mean something in a pattern. */
const literally = (text: string) => text.replaceAll(/[%_\\]/g, '\\$&');
