import { Injectable } from '@nestjs/common';
import type {
  Bookmark,
  BookmarkId,
  BookmarkList,
  BookmarkMarks,
  BookmarkMarksQuery,
  BookmarkQuery,
  CameraBookmarkQuery,
  CameraId,
  CreateBookmarkRequest,
  NearestBookmark,
  NearestBookmarkQuery,
  UpdateBookmarkRequest,
} from '@playhead/contracts';
import {
  AuditRepository,
  CameraAccessRepository,
  Clock,
  DomainError,
  includesCamera,
  type Principal,
} from '@playhead/service-kit';
import { CamerasRepository, neverImported } from '../cameras/cameras.repository.ts';
import { toRange } from '../footage/footage.ts';
import type { Within } from './bookmark-rows.ts';
import { BookmarksRepository } from './bookmarks.repository.ts';
import { MarksRepository } from './marks.repository.ts';

/** What people marked in the footage for each other. Who sees the camera reads; its author and administrators change. */
@Injectable()
export class BookmarksService {
  constructor(
    private readonly bookmarks: BookmarksRepository,
    private readonly marks: MarksRepository,
    private readonly cameras: CamerasRepository,
    private readonly access: CameraAccessRepository,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
  ) {}

  /** Of the cameras that this person sees; others are left out without a word. */
  async ofAll({ cameraIds, ...query }: BookmarkQuery, user: Principal): Promise<BookmarkList> {
    const visible = await this.access.visible(user.userId);
    const asked = cameraIds?.filter((id) => includesCamera(visible, id));
    return this.bookmarks.page(asked ?? (visible === 'all' ? 'all' : [...visible]), toWishes(query));
  }

  /** @throws DomainError `camera-not-found`. */
  async ofCamera(cameraId: CameraId, query: CameraBookmarkQuery, user: Principal): Promise<BookmarkList> {
    await this.cameras.get(cameraId, user);
    return this.bookmarks.page([cameraId], toWishes(query));
  }

  /** @throws DomainError `camera-not-found`. */
  async marksOf(
    cameraId: CameraId,
    { most, ...range }: BookmarkMarksQuery,
    user: Principal,
  ): Promise<BookmarkMarks> {
    await this.cameras.get(cameraId, user);
    return { cameraId, ...(await this.marks.of(cameraId, toRange(range), most)) };
  }

  /** @throws DomainError `camera-not-found`. */
  async nearest(
    cameraId: CameraId,
    { time, direction }: NearestBookmarkQuery,
    user: Principal,
  ): Promise<NearestBookmark> {
    await this.cameras.get(cameraId, user);
    const bookmark = await this.bookmarks.nearest(cameraId, new Date(time), direction);
    return { bookmark: bookmark ?? null };
  }

  /** @throws DomainError `camera-not-found`. */
  create(cameraId: CameraId, request: CreateBookmarkRequest, by: Principal): Promise<Bookmark> {
    const create = async () => {
      await this.cameras.get(cameraId, by);
      const created = await this.bookmarks.create(cameraId, request, by, this.clock.now());
      if (created === undefined) throw neverImported();
      return created;
    };
    return this.audit.around(
      { action: 'bookmark.create', by, cameraId, details: request },
      create,
      ({ id }) => ({
        details: { bookmarkId: id, ...request },
      }),
    );
  }

  /** @throws DomainError `camera-not-found`, `bookmark-not-found`, `bookmark-not-yours`. */
  update(
    cameraId: CameraId,
    bookmarkId: BookmarkId,
    changes: UpdateBookmarkRequest,
    by: Principal,
  ): Promise<Bookmark> {
    const details = { bookmarkId, ...changes };
    return this.audit.around({ action: 'bookmark.update', by, cameraId, details }, async () => {
      const before = await this.own(cameraId, bookmarkId, by);
      const { title = before.title, note = before.note } = changes;
      const changed = await this.bookmarks.change(before, { title, note }, this.clock.now());
      if (changed === undefined) throw notFound();
      return changed;
    });
  }

  /** @throws DomainError `camera-not-found`, `bookmark-not-found`, `bookmark-not-yours`. */
  async remove(cameraId: CameraId, bookmarkId: BookmarkId, by: Principal): Promise<void> {
    const remove = async () => {
      const bookmark = await this.own(cameraId, bookmarkId, by);
      if (!(await this.bookmarks.remove(bookmark, this.clock.now()))) throw notFound();
      return bookmark;
    };
    const entry = { action: 'bookmark.delete', by, cameraId, details: { bookmarkId } } as const;
    await this.audit.around(entry, remove, ({ title, startTime, createdBy }) => ({
      details: { bookmarkId, title, startTime, createdBy: createdBy.username },
    }));
  }

  /** A bookmark that this person may change. */
  private async own(cameraId: CameraId, id: BookmarkId, by: Principal): Promise<Bookmark> {
    await this.cameras.get(cameraId, by);
    const bookmark = await this.bookmarks.find(cameraId, id);
    if (bookmark === undefined) throw notFound();
    if (bookmark.createdBy.userId === by.userId || by.role === 'admin') return bookmark;
    throw new DomainError('bookmark-not-yours', {
      detail: `It is ${bookmark.createdBy.username}’s. Ask them or an administrator to change it.`,
    });
  }
}

const notFound = () =>
  new DomainError('bookmark-not-found', { detail: 'It never was, or somebody has deleted it.' });

const dateOf = (instant: string | undefined) => (instant === undefined ? undefined : new Date(instant));

const toWishes = <Query extends CameraBookmarkQuery>({ startTime, endTime, ...rest }: Query) => ({
  ...rest,
  ...({ startTime: dateOf(startTime), endTime: dateOf(endTime) } satisfies Within),
});
