import { useState } from 'react';
import { type Preset, shownFor } from '../../features/recordings/ranges.ts';
import { showRange } from '../../features/timeline/timeline.store.ts';
import { serverNow } from '../../time/server-clock.ts';
import type { Span } from '../../time/span.ts';
import type { Picked } from './use-first-range.ts';

/** The range that the timeline covers, from `first` on; `show` shows another one. */
export function usePickedRange(first: Picked) {
  const [picked, setPicked] = useState(first);
  const show = (range: Span, preset: Preset | undefined) => {
    setPicked({ range, preset });
    showRange(shownFor(range, serverNow()));
  };
  return { ...picked, show };
}
