import type { Bookmark, Me } from '@playhead/contracts';
import { Trash2 } from 'lucide-react';
import { describeError } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { formatDateTime, formatDuration } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { toast } from '../../ui/toasts.ts';
import styles from './Bookmarks.module.css';
import { EditBookmark } from './EditBookmark.tsx';
import { useBookmarkActions } from './use-bookmark-actions.ts';

type BookmarkRowProps = {
  readonly bookmark: Bookmark;
  readonly me: Me;
  readonly onGo: (at: number) => void;
};

/** A bookmark to read and to go to; its author and administrators may change it. */
export function BookmarkRow({ bookmark, me, onGo }: BookmarkRowProps) {
  const { title, note, createdBy } = bookmark;
  const from = Date.parse(bookmark.startTime);
  const mine = createdBy.userId === me.id || me.role === 'admin';
  return (
    <li className={styles.row}>
      <button type="button" className={styles.go} onClick={() => onGo(from)}>
        <span className={styles.meta}>
          <time dateTime={bookmark.startTime}>{formatDateTime(from, currentZone())}</time>
          {bookmark.endTime !== null && <span>{formatDuration(Date.parse(bookmark.endTime) - from)}</span>}
          <bdi>{createdBy.username}</bdi>
        </span>
        <bdi className={styles.title}>{title}</bdi>
        {note !== null && (
          <span className={styles.note} dir="auto">
            {note}
          </span>
        )}
      </button>
      {mine && (
        <div className={styles.deeds}>
          <EditBookmark bookmark={bookmark} />
          <DeleteBookmark bookmark={bookmark} />
        </div>
      )}
    </li>
  );
}

function DeleteBookmark({ bookmark: { id, cameraId, title } }: Pick<BookmarkRowProps, 'bookmark'>) {
  const { remove } = useBookmarkActions(cameraId);
  const onError = (error: unknown) => {
    const words = describeError(error);
    toast('danger', words.title, words.text);
  };
  return (
    <ConfirmDialog
      trigger={
        <IconButton label={t('bookmarks.delete', { title })}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      }
      title={t('bookmarks.delete.title')}
      text={t('bookmarks.delete.text', { title })}
      confirm={t('bookmarks.delete.confirm')}
      cancel={t('bookmarks.delete.keep')}
      onConfirm={() => remove.mutate(id, { onError })}
    />
  );
}
