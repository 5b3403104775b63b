import { Inject, Injectable } from '@nestjs/common';
import { BookmarkId, type BookmarkMark, type CameraId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import type { Range } from '../footage/footage.ts';
import { authorOf, touching } from './bookmark-rows.ts';

export interface MarksOfRange {
  marks: BookmarkMark[];
  total: number;
}

/** What a timeline draws of the bookmarks: never more than it has room for, however many there are. */
@Injectable()
export class MarksRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** Each by itself where they are `most` at most; else at most so many buckets, those that hold several as clusters. */
  async of(cameraId: CameraId, range: Range, most: number): Promise<MarksOfRange> {
    const single = await this.singly(cameraId, range, most + 1);
    if (single.length <= most) return { marks: single, total: single.length };
    return this.inBuckets(cameraId, range, most);
  }

  private async singly(cameraId: CameraId, range: Range, limit: number): Promise<BookmarkMark[]> {
    const rows = await this.database
      .selectFrom('playback_bookmarks')
      .select(['id', 'start_time', 'end_time', 'title', 'created_by', 'created_by_name'])
      .where('camera_id', '=', cameraId)
      .where((where) => where.and(touching(range)))
      .orderBy('start_time')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(toMark);
  }

  /** Of a bucket that holds one, the least of everything is that one's. */
  private async inBuckets(cameraId: CameraId, range: Range, buckets: number): Promise<MarksOfRange> {
    const { startTime, endTime } = range;
    const bucketMs = (endTime.getTime() - startTime.getTime()) / buckets;
    const { rows } = await sql<{
      count: number;
      id: string;
      start_time: Date;
      last_start_time: Date;
      end_time: Date | null;
      title: string;
      created_by: string | null;
      created_by_name: string;
    }>`
      SELECT count(*)::int AS count, min(id::text) AS id,
        min(start_time) AS start_time, max(start_time) AS last_start_time, min(end_time) AS end_time,
        min(title) AS title, min(created_by::text) AS created_by, min(created_by_name) AS created_by_name
      FROM playback_bookmarks
      WHERE camera_id = ${cameraId} AND ${sql.join(touching(range), sql` AND `)}
      GROUP BY floor(extract(epoch FROM greatest(start_time, ${startTime}) - ${startTime}) * 1000 / ${bucketMs}::float8)
      ORDER BY start_time`.execute(this.database);
    const marks = rows.map((row): BookmarkMark => {
      if (row.count === 1) return toMark(row);
      const [first, last] = [row.start_time.toISOString(), row.last_start_time.toISOString()];
      return { kind: 'cluster', startTime: first, endTime: last, count: row.count };
    });
    return { marks, total: rows.reduce((sum, { count }) => sum + count, 0) };
  }
}

interface MarkRow {
  id: string;
  start_time: Date;
  end_time: Date | null;
  title: string;
  created_by: string | null;
  created_by_name: string;
}

const toMark = (row: MarkRow): BookmarkMark => ({
  kind: 'bookmark',
  id: BookmarkId.parse(row.id),
  startTime: row.start_time.toISOString(),
  endTime: row.end_time?.toISOString() ?? null,
  title: row.title,
  createdBy: authorOf(row),
});
