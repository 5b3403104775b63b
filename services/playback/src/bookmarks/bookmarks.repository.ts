import { Inject, Injectable } from '@nestjs/common';
import {
  type Bookmark,
  type BookmarkEvent,
  type BookmarkId,
  type CameraId,
  type CreateBookmarkRequest,
  searchKey,
} from '@playhead/contracts';
import { type Database, violates } from '@playhead/database';
import { containing, DATABASE, type Principal, publishLiveEvent } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import { bookmarkSearchKey, toBookmark, touching, type Within } from './bookmark-rows.ts';

export interface BookmarkWishes extends Within {
  search?: string | undefined;
  limit: number;
  offset: number;
}

export interface BookmarkPage {
  bookmarks: Bookmark[];
  total: number;
}

/** The bookmarks. Every change is told to whoever looks, in the transaction that makes it. */
@Injectable()
export class BookmarksRepository {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  /** Of these cameras, or of every one; in the order of what they mark. */
  async page(cameraIds: readonly string[] | 'all', wishes: BookmarkWishes): Promise<BookmarkPage> {
    const matching = touching(wishes);
    if (cameraIds !== 'all') matching.push(sql`camera_id = ANY(${[...cameraIds]}::uuid[])`);
    if (wishes.search !== undefined)
      matching.push(sql`search_key LIKE ${containing(searchKey(wishes.search))}`);
    const found = this.database.selectFrom('playback_bookmarks').where((where) => where.and(matching));
    const [rows, { total }] = await Promise.all([
      found
        .selectAll()
        .orderBy('start_time')
        .orderBy('id')
        .limit(wishes.limit)
        .offset(wishes.offset)
        .execute(),
      found.select((select) => select.fn.countAll<string>().as('total')).executeTakeFirstOrThrow(),
    ]);
    return { bookmarks: rows.map(toBookmark), total: Number(total) };
  }

  async find(cameraId: CameraId, id: BookmarkId): Promise<Bookmark | undefined> {
    const row = await this.database
      .selectFrom('playback_bookmarks')
      .selectAll()
      .where('camera_id', '=', cameraId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row && toBookmark(row);
  }

  /** The first that begins after `time`, or the last that begins before it. */
  async nearest(
    cameraId: CameraId,
    time: Date,
    direction: 'next' | 'previous',
  ): Promise<Bookmark | undefined> {
    const order = direction === 'next' ? 'asc' : 'desc';
    const row = await this.database
      .selectFrom('playback_bookmarks')
      .selectAll()
      .where('camera_id', '=', cameraId)
      .where('start_time', direction === 'next' ? '>' : '<', time)
      .orderBy('start_time', order)
      .orderBy('id', order)
      .limit(1)
      .executeTakeFirst();
    return row && toBookmark(row);
  }

  /** `undefined` when the camera, or the account, has just been deleted. */
  async create(
    cameraId: CameraId,
    { startTime, endTime, title, ...wish }: CreateBookmarkRequest,
    by: Principal,
    now: Date,
  ): Promise<Bookmark | undefined> {
    const note = wish.note ?? null;
    try {
      return await this.database.transaction().execute(async (transaction) => {
        const row = await transaction
          .insertInto('playback_bookmarks')
          .values({
            camera_id: cameraId,
            start_time: new Date(startTime),
            end_time: endTime === undefined ? null : new Date(endTime),
            title,
            note,
            search_key: bookmarkSearchKey(title, note, by.username),
            created_by: by.userId,
            created_by_name: by.username,
            created_at: now,
            updated_at: now,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
        return told(transaction, 'bookmark_created', toBookmark(row), now);
      });
    } catch (error) {
      if (violates(error, 'foreign-key')) return undefined;
      throw error;
    }
  }

  /** Changes its words; `undefined` when it is no longer there. */
  change(
    { id, createdBy }: Bookmark,
    { title, note }: Pick<Bookmark, 'title' | 'note'>,
    now: Date,
  ): Promise<Bookmark | undefined> {
    return this.database.transaction().execute(async (transaction) => {
      const row = await transaction
        .updateTable('playback_bookmarks')
        .set({
          title,
          note,
          search_key: bookmarkSearchKey(title, note, createdBy.username),
          updated_at: now,
        })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      return row && told(transaction, 'bookmark_changed', toBookmark(row), now);
    });
  }

  /** Whether it was still there. */
  remove(bookmark: Bookmark, now: Date): Promise<boolean> {
    return this.database.transaction().execute(async (transaction) => {
      const row = await transaction
        .deleteFrom('playback_bookmarks')
        .where('id', '=', bookmark.id)
        .returning('id')
        .executeTakeFirst();
      if (row === undefined) return false;
      await told(transaction, 'bookmark_removed', bookmark, now);
      return true;
    });
  }
}

async function told(
  transaction: Kysely<Database>,
  type: BookmarkEvent['type'],
  bookmark: Bookmark,
  now: Date,
): Promise<Bookmark> {
  const { id: bookmarkId, cameraId } = bookmark;
  await publishLiveEvent(transaction, { type, at: now.toISOString(), cameraId, bookmarkId });
  return bookmark;
}
