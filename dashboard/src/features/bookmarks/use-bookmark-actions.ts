import { Bookmark, type CreateBookmarkRequest } from '@playhead/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteAt, patchJson, postJson } from '../../api/http.ts';
import type { BookmarkWords } from './bookmark-words.ts';
import { bookmarksChanged } from './bookmarks.query.ts';

/** Setting, changing and deleting a camera's bookmarks. */
export function useBookmarkActions(cameraId: string) {
  const queries = useQueryClient();
  const path = `/cameras/${cameraId}/bookmarks`;
  const onSettled = () => bookmarksChanged(queries, cameraId);

  const create = useMutation({
    mutationFn: (wish: CreateBookmarkRequest) => postJson(path, Bookmark, wish),
    onSettled,
  });
  const change = useMutation({
    mutationFn: ({ id, title, note }: BookmarkWords & { readonly id: string }) =>
      patchJson(`${path}/${id}`, Bookmark, { title, note: note === '' ? null : note }),
    onSettled,
  });
  const remove = useMutation({ mutationFn: (id: string) => deleteAt(`${path}/${id}`), onSettled });

  return { create, change, remove };
}
