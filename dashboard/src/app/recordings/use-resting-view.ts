import { useEffect, useState } from 'react';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import type { Span } from '../../time/span.ts';

const PACE_MS = 150;

/** What the timeline shows, a few times a second: for what is read rather than watched while it moves. */
export function useRestingView(): Span {
  const [view, setView] = useState(() => useTimeline.getState().view);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      timer = undefined;
      setView(useTimeline.getState().view);
    };
    settle();
    const stop = useTimeline.subscribe((now, before) => {
      if (now.view !== before.view) timer ??= setTimeout(settle, PACE_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);

  return view;
}
