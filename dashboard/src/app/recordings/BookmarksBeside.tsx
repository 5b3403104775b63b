import type { Me } from '@playhead/contracts';
import { BookmarkPanel } from '../../features/bookmarks/BookmarkPanel.tsx';
import { useRestingView } from './use-resting-view.ts';

/** So seldom, in ms, the list follows a timeline that moves. */
const PACE_MS = 500;

type BookmarksBesideProps = {
  readonly cameraId: string;
  readonly me: Me;
  readonly onGo: (at: number) => void;
  readonly onClose: () => void;
};

/** The bookmarks of what the timeline shows, beside the picture. */
export const BookmarksBeside = (props: BookmarksBesideProps) => (
  <BookmarkPanel {...props} span={useRestingView(PACE_MS)} />
);
