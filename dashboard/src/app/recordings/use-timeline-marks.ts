import type { BookmarkMark } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { marksQuery } from '../../features/bookmarks/bookmarks.query.ts';
import type { Mark } from '../../features/timeline/marks.ts';
import { lengthOf } from '../../time/span.ts';
import { useFetchWindow } from './use-fetch-window.ts';

/** What the timeline draws of the bookmarks around what it shows. */
export function useTimelineMarks(cameraId: string): readonly Mark[] | undefined {
  const window = useFetchWindow();
  const { data } = useQuery({
    ...marksQuery(cameraId, window),
    select: toMarks,
    enabled: lengthOf(window) > 0,
  });
  return data;
}

const toMarks = (marks: readonly BookmarkMark[]): readonly Mark[] => marks.map(toMark);

function toMark(mark: BookmarkMark): Mark {
  const from = Date.parse(mark.startTime);
  const to = mark.endTime === null ? from : Date.parse(mark.endTime);
  if (mark.kind === 'cluster') return { key: `from ${mark.startTime}`, from, to, count: mark.count };
  return { key: mark.id, from, to, count: 1, words: { title: mark.title, by: mark.createdBy.username } };
}
