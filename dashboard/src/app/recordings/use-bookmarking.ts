import { MAX_BOOKMARK_MS } from '@playhead/contracts';
import { useState } from 'react';
import type { Draft } from '../../features/bookmarks/NewBookmark.tsx';
import { leaveFullscreen } from '../../features/player/FullscreenButton.tsx';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { t } from '../../i18n/t.ts';
import { wantedMoment } from '../../playback/playhead.store.ts';
import { lengthOf } from '../../time/span.ts';
import { toast } from '../../ui/toasts.ts';

/** A bookmark that is being written: of the selection, else of the moment on screen when it was begun. */
export function useBookmarking() {
  const [draft, setDraft] = useState<Draft>();

  const begin = () => {
    const { selection } = useTimeline.getState();
    const at = wantedMoment();
    if (selection && lengthOf(selection) > MAX_BOOKMARK_MS) {
      return toast('info', t('bookmarks.tooLong'), t('bookmarks.tooLong.text'));
    }
    if (!selection && at === undefined) {
      return toast('info', t('bookmarks.noMoment'), t('bookmarks.noMoment.text'));
    }
    leaveFullscreen();
    setDraft(selection ?? (at === undefined ? undefined : { from: at }));
  };

  return { draft, begin, end: () => setDraft(undefined) };
}

export type Bookmarking = ReturnType<typeof useBookmarking>;
