import { BookOpenText } from 'lucide-react';
import { NewBookmark } from '../../features/bookmarks/NewBookmark.tsx';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import type { Bookmarking } from './use-bookmarking.ts';

type BookmarkToolsProps = {
  readonly cameraId: string;
  readonly bookmarking: Bookmarking;
  /** Whether the list of bookmarks is open. */
  readonly listed: boolean;
  readonly onList: (listed: boolean) => void;
};

/** Set a bookmark, and see the list of them. */
export const BookmarkTools = ({ cameraId, bookmarking, listed, onList }: BookmarkToolsProps) => (
  <>
    <NewBookmark
      cameraId={cameraId}
      draft={bookmarking.draft}
      onBegin={bookmarking.begin}
      onEnd={bookmarking.end}
    />
    <IconButton
      label={t(listed ? 'bookmarks.hide' : 'bookmarks.show')}
      aria-expanded={listed}
      onClick={() => onList(!listed)}
    >
      <BookOpenText aria-hidden="true" />
    </IconButton>
  </>
);
