import {
  type Bookmark,
  type BookmarkMark,
  CreateBookmarkRequest,
  searchKey,
  UpdateBookmarkRequest,
} from '@playhead/contracts';
import { HttpResponse, http } from 'msw';
import { aBookmark } from './fixtures.ts';
import { api, problemAnswer, server } from './server.ts';

const ascending = (a: Bookmark, b: Bookmark) => Date.parse(a.startTime) - Date.parse(b.startTime);

const asMark = ({ id, startTime, endTime, title, createdBy }: Bookmark): BookmarkMark => ({
  kind: 'bookmark',
  id,
  startTime,
  endTime,
  title,
  createdBy,
});

/** Bookmarks that the API keeps, answers and changes; `clusters` stand among their marks. */
export function givenBookmarks(given: readonly Bookmark[], clusters: readonly BookmarkMark[] = []) {
  const world = { bookmarks: [...given] };
  const put = (bookmark: Bookmark) => {
    world.bookmarks = [...world.bookmarks.filter(({ id }) => id !== bookmark.id), bookmark];
    return bookmark;
  };
  server.use(
    http.get(api('/cameras/:id/bookmarks/marks'), ({ params }) => {
      const marks = [...world.bookmarks.map(asMark), ...clusters].toSorted(
        (a, b) => Date.parse(a.startTime) - Date.parse(b.startTime),
      );
      return HttpResponse.json({ cameraId: params.id, marks, total: marks.length });
    }),
    http.get(api('/cameras/:id/bookmarks/nearest'), ({ request }) => {
      const { searchParams } = new URL(request.url);
      const time = Date.parse(searchParams.get('time') ?? '');
      const sorted = world.bookmarks.toSorted(ascending);
      const bookmark =
        searchParams.get('direction') === 'next'
          ? sorted.find(({ startTime }) => Date.parse(startTime) > time)
          : sorted.findLast(({ startTime }) => Date.parse(startTime) < time);
      return HttpResponse.json({ bookmark: bookmark ?? null });
    }),
    http.get(api('/cameras/:id/bookmarks'), ({ request }) => {
      const search = searchKey(new URL(request.url).searchParams.get('search') ?? '');
      const bookmarks = world.bookmarks
        .filter(({ title }) => searchKey(title).includes(search))
        .toSorted(ascending);
      return HttpResponse.json({ bookmarks, total: bookmarks.length });
    }),
    http.post(api('/cameras/:id/bookmarks'), async ({ request }) => {
      const wish = CreateBookmarkRequest.parse(await request.json());
      return HttpResponse.json(put(aBookmark(world.bookmarks.length + 101, wish)), { status: 201 });
    }),
    http.patch(api('/cameras/:id/bookmarks/:bookmarkId'), async ({ request, params }) => {
      const changes = UpdateBookmarkRequest.parse(await request.json());
      const before = world.bookmarks.find(({ id }) => id === params.bookmarkId);
      return before
        ? HttpResponse.json(put(aBookmarkLike(before, changes)))
        : problemAnswer('bookmark-not-found');
    }),
    http.delete(api('/cameras/:id/bookmarks/:bookmarkId'), ({ params }) => {
      world.bookmarks = world.bookmarks.filter(({ id }) => id !== params.bookmarkId);
      return new HttpResponse(null, { status: 204 });
    }),
  );
  return world;
}

const aBookmarkLike = (before: Bookmark, changes: UpdateBookmarkRequest): Bookmark =>
  aBookmark(0, { ...before, ...changes });
