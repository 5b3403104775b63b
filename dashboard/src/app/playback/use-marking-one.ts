import { useState } from 'react';
import type { GridCamera } from '../../features/player/grid/PlaybackGrid.tsx';
import type { Span } from '../../time/span.ts';
import { markedSpan, sayHowToMark } from '../recordings/marked-span.ts';
import { useBookmarking } from '../recordings/use-bookmarking.ts';

type Export = { readonly camera: GridCamera; readonly span: Span };

/**
 * What is exported or bookmarked of the chosen camera. It is of the camera that was chosen when it was begun, whichever
 * is chosen meanwhile.
 */
export function useMarkingOne(chosen: GridCamera | undefined) {
  const bookmarking = useBookmarking();
  const [bookmarked, setBookmarked] = useState<GridCamera>();
  const [exported, setExported] = useState<Export>();

  const beginBookmark = () => {
    setBookmarked(chosen);
    bookmarking.begin();
  };
  /** Whether there is something to export. */
  const beginExport = (): boolean => {
    const span = markedSpan();
    if (!span || !chosen) {
      sayHowToMark();
      return false;
    }
    setExported({ camera: chosen, span });
    return true;
  };

  return {
    bookmarked: bookmarking.draft ? bookmarked : chosen,
    draft: bookmarking.draft,
    beginBookmark,
    endBookmark: bookmarking.end,
    exported,
    beginExport,
  };
}
