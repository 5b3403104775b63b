import { Bookmark as BookmarkIcon } from 'lucide-react';
import { useRef } from 'react';
import { t } from '../../i18n/t.ts';
import { formatDateTimeInZone, formatDuration } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { toast } from '../../ui/toasts.ts';
import { BookmarkForm } from './BookmarkForm.tsx';
import styles from './Bookmarks.module.css';
import type { BookmarkWords } from './bookmark-words.ts';
import { useBookmarkActions } from './use-bookmark-actions.ts';

/** What is about to be marked: a moment, or a stretch where `to` is there. Epoch ms. */
export type Draft = { readonly from: number; readonly to?: number };

type NewBookmarkProps = {
  readonly cameraId: string;
  /** Said where the page has several cameras. */
  readonly cameraName?: string | undefined;
  /** While there is one, its words are asked for. */
  readonly draft: Draft | undefined;
  readonly onBegin: () => void;
  readonly onEnd: () => void;
};

const iso = (at: number) => new Date(at).toISOString();

/** Marks a moment with a few words, over the page: playback goes on, or stands still, as it did. */
export function NewBookmark({ cameraId, cameraName, draft, onBegin, onEnd }: NewBookmarkProps) {
  const title = useRef<HTMLInputElement>(null);
  const { create } = useBookmarkActions(cameraId);

  const leave = () => {
    create.reset();
    onEnd();
  };
  const save = (words: BookmarkWords) => {
    if (draft === undefined) return;
    const wish = {
      startTime: iso(draft.from),
      ...(draft.to !== undefined && { endTime: iso(draft.to) }),
      title: words.title,
      ...(words.note !== '' && { note: words.note }),
    };
    create.mutate(wish, {
      onSuccess: (saved) => {
        toast('ok', t('bookmarks.saved'), saved.title);
        leave();
      },
    });
  };

  return (
    <Popover
      open={draft !== undefined}
      onOpenChange={(open) => (open ? onBegin() : leave())}
      keep
      initialFocus={title}
      title={t('bookmarks.new')}
      trigger={
        <IconButton label={t('bookmarks.add')}>
          <BookmarkIcon aria-hidden="true" />
        </IconButton>
      }
    >
      {draft && cameraName !== undefined && (
        <p className={styles.when}>
          <bdi>{cameraName}</bdi>
        </p>
      )}
      {draft && <p className={styles.when}>{whenOf(draft)}</p>}
      <BookmarkForm
        titleRef={title}
        error={create.error}
        busy={create.isPending}
        onSave={save}
        onLeave={leave}
      />
    </Popover>
  );
}

function whenOf({ from, to }: Draft): string {
  const time = formatDateTimeInZone(from, currentZone());
  return to === undefined ? time : t('bookmarks.stretch', { time, duration: formatDuration(to - from) });
}
