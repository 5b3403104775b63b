import {
  type Bookmark,
  BookmarkList,
  type BookmarkMark,
  BookmarkMarks,
  NearestBookmark,
} from '@playhead/contracts';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { getJson } from '../../api/http.ts';
import type { Span } from '../../time/span.ts';

export const bookmarksKey = ['bookmarks'] as const;
const cameraKey = (cameraId: string) => [...bookmarksKey, cameraId] as const;

/** Has the bookmarks of a camera asked for anew, after they are known to have changed. */
export const bookmarksChanged = (queries: QueryClient, cameraId: string) =>
  queries.invalidateQueries({ queryKey: cameraKey(cameraId) });

const iso = (ms: number) => new Date(ms).toISOString();

/** More than are told apart on the widest screen, also when the view is a small part of what is loaded. */
const MOST_MARKS = 1_000;

/** What the timeline draws of a window. While another window loads, the old marks stay. */
export const marksQuery = (cameraId: string, window: Span) =>
  queryOptions({
    queryKey: [...cameraKey(cameraId), 'marks', window.from, window.to],
    queryFn: async ({ signal }): Promise<readonly BookmarkMark[]> => {
      const query = { startTime: iso(window.from), endTime: iso(window.to), most: MOST_MARKS };
      const path = `/cameras/${cameraId}/bookmarks/marks`;
      return (await getJson(path, BookmarkMarks, { query, signal })).marks;
    },
    placeholderData: (before, query) => (query?.queryKey[1] === cameraId ? before : undefined),
  });

export const LIST_PAGE_SIZE = 50;

/** What of a camera's bookmarks is listed; pages count from 0. */
export type Listed = { readonly span: Span; readonly search: string; readonly page: number };

export const listQuery = (cameraId: string, { span, search, page }: Listed) =>
  queryOptions({
    queryKey: [...cameraKey(cameraId), 'list', span.from, span.to, search, page],
    queryFn: ({ signal }): Promise<BookmarkList> => {
      const query = {
        startTime: iso(span.from),
        endTime: iso(span.to),
        search: search.trim(),
        limit: LIST_PAGE_SIZE,
        offset: page * LIST_PAGE_SIZE,
      };
      return getJson(`/cameras/${cameraId}/bookmarks`, BookmarkList, { query, signal });
    },
    placeholderData: (before, query) => (query?.queryKey[1] === cameraId ? before : undefined),
  });

/** The first bookmark that begins after `at`, or the last that begins before it, however far away. */
export async function nearestBookmark(
  cameraId: string,
  at: number,
  direction: 'next' | 'previous',
): Promise<Bookmark | undefined> {
  const query = { time: iso(at), direction };
  const path = `/cameras/${cameraId}/bookmarks/nearest`;
  return (await getJson(path, NearestBookmark, { query })).bookmark ?? undefined;
}
