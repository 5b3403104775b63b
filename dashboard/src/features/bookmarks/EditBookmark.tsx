import type { Bookmark } from '@playhead/contracts';
import { Pencil } from 'lucide-react';
import { useRef, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { BookmarkForm } from './BookmarkForm.tsx';
import { useBookmarkActions } from './use-bookmark-actions.ts';

/** Changes the words of a bookmark; what it marks stays. */
export function EditBookmark({ bookmark }: { readonly bookmark: Bookmark }) {
  const [open, setOpen] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { id, cameraId, title, note } = bookmark;
  const { change } = useBookmarkActions(cameraId);
  const show = (next: boolean) => {
    setOpen(next);
    change.reset();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={show}
      title={t('bookmarks.edit.title')}
      initialFocus={field}
      trigger={
        <IconButton label={t('bookmarks.edit', { title })}>
          <Pencil aria-hidden="true" />
        </IconButton>
      }
    >
      <BookmarkForm
        initial={{ title, note: note ?? '' }}
        titleRef={field}
        error={change.error}
        busy={change.isPending}
        onSave={(words) => change.mutate({ id, ...words }, { onSuccess: () => show(false) })}
        onLeave={() => show(false)}
      />
    </Dialog>
  );
}
