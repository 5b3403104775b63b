import { type Bookmark, BookmarkId, CameraId, MAX_BOOKMARK_MS, searchKey, UserId } from '@playhead/contracts';
import type { PlaybackBookmarksTable } from '@playhead/database';
import { type Selectable, sql } from 'kysely';

/** A stretch of time, open where an end is missing. */
export interface Within {
  startTime?: Date | undefined;
  endTime?: Date | undefined;
}

/** What touches a stretch. A bookmark is never longer than a day, so that the index is read no further back than that. */
export function touching({ startTime, endTime }: Within) {
  const all = [sql<boolean>`TRUE`];
  if (endTime !== undefined) all.push(sql<boolean>`start_time < ${endTime}`);
  if (startTime !== undefined) {
    const earliest = new Date(startTime.getTime() - MAX_BOOKMARK_MS);
    all.push(
      sql<boolean>`start_time >= ${earliest} AND (start_time >= ${startTime} OR end_time > ${startTime})`,
    );
  }
  return all;
}

/** Title, note and author as searches see them; a search never matches across two of them. */
export const bookmarkSearchKey = (title: string, note: string | null, username: string): string =>
  [title, note ?? '', username].map(searchKey).join('\n');

export const toBookmark = (row: Selectable<PlaybackBookmarksTable>): Bookmark => ({
  id: BookmarkId.parse(row.id),
  cameraId: CameraId.parse(row.camera_id),
  startTime: row.start_time.toISOString(),
  endTime: row.end_time?.toISOString() ?? null,
  title: row.title,
  note: row.note,
  createdBy: authorOf(row),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

export const authorOf = (
  row: Pick<Selectable<PlaybackBookmarksTable>, 'created_by' | 'created_by_name'>,
): Bookmark['createdBy'] => ({
  userId: row.created_by === null ? null : UserId.parse(row.created_by),
  username: row.created_by_name,
});
