import { useEffect, useState } from 'react';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { nextWindow, type Span } from '../../time/span.ts';

/** While the view moves beyond what is loaded, more is asked for this often, in ms. */
const PACE_MS = 150;
/** When it has stood still inside what is loaded for so long, in ms, a window that fits it better is. */
const REST_MS = 400;

/**
 * What to have loaded for what the timeline shows. It changes seldom: who depends on it is not drawn anew with each turn
 * of the wheel.
 */
export function useFetchWindow(): Span {
  const [window, setWindow] = useState<Span>({ from: 0, to: 0 });

  useEffect(() => {
    let loaded: Span = { from: 0, to: 0 };
    let timer: ReturnType<typeof setTimeout> | undefined;
    let askedAt = Number.NEGATIVE_INFINITY;

    const settle = () => {
      askedAt = performance.now();
      loaded = nextWindow(loaded, useTimeline.getState().view);
      setWindow(loaded);
    };
    const follow = () => {
      clearTimeout(timer);
      const { view } = useTimeline.getState();
      const holds = loaded.from <= view.from && loaded.to >= view.to;
      const wait = holds ? REST_MS : Math.max(0, askedAt + PACE_MS - performance.now());
      if (wait === 0) settle();
      else timer = setTimeout(settle, wait);
    };
    follow();
    const stop = useTimeline.subscribe((now, before) => {
      if (now.view !== before.view) follow();
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, []);

  return window;
}
