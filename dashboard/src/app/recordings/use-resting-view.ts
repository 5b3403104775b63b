import { useEffect, useState } from 'react';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import type { Span } from '../../time/span.ts';

const PACE_MS = 150;

/** What the timeline shows, every `paceMs` at most: for what is read rather than watched while it moves. */
export function useRestingView(paceMs = PACE_MS): Span {
  const [view, setView] = useState(() => useTimeline.getState().view);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      timer = undefined;
      setView(useTimeline.getState().view);
    };
    settle();
    const stop = useTimeline.subscribe((now, before) => {
      if (now.view !== before.view) timer ??= setTimeout(settle, paceMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [paceMs]);

  return view;
}
