import { useLayoutEffect, useState } from 'react';
import { useSearch } from 'wouter';
import { type Preset, presets, rangeAround, shownFor } from '../../features/recordings/ranges.ts';
import { showRange } from '../../features/timeline/timeline.store.ts';
import { serverNow } from '../../time/server-clock.ts';
import type { Span } from '../../time/span.ts';
import { readLink } from './page-link.ts';

/** The range that was asked for, and which button asked for it, if one did. */
export type Picked = { readonly range: Span; readonly preset: Preset | undefined };

/** What the timeline shows first: what a link says, the hour around the moment a link asks for, else the last six hours. */
export function useFirstRange(): Picked {
  const linked = readLink(useSearch());
  const [first] = useState<Picked>(() => {
    if (linked.view) return { range: linked.view, preset: undefined };
    return linked.at === undefined
      ? { range: presets.sixHours(serverNow()), preset: 'sixHours' }
      : { range: rangeAround(linked.at, serverNow()), preset: undefined };
  });
  useLayoutEffect(() => showRange(shownFor(first.range, serverNow())), [first]);
  return first;
}
