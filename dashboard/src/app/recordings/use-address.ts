import { useEffect, useRef } from 'react';
import { keepSpeed, usePlayerStore } from '../../features/player/player.store.ts';
import { selectSpan, useTimeline } from '../../features/timeline/timeline.store.ts';
import { wantedMoment } from '../../playback/playhead.store.ts';
import { type PageState, pageState, readLink } from './page-link.ts';

/** So long after the last change, in ms, the address follows: browsers refuse too many changes of it. */
const FOLLOW_MS = 400;

/**
 * Takes speed and selection from the address, and again whenever the browser goes back or forward, then with the view;
 * `follow` has it written anew when the page has changed.
 */
export function useAddress(follow: () => void): void {
  const latest = useRef(follow);
  useEffect(() => {
    latest.current = follow;
  });

  useEffect(() => {
    takeAddress();
    const came = () => {
      const { view } = takeAddress();
      if (view) useTimeline.setState({ view });
    };
    addEventListener('popstate', came);
    return () => removeEventListener('popstate', came);
  }, []);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(() => latest.current(), FOLLOW_MS);
    };
    const stops = [
      useTimeline.subscribe((now, before) => {
        if (now.view !== before.view || now.selection !== before.selection) changed();
      }),
      usePlayerStore.subscribe((now, before) => {
        if (now.speed !== before.speed) changed();
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, []);
}

function takeAddress(): PageState {
  const state = readLink(location.search);
  const { speed, selection } = state;
  keepSpeed(speed ?? 1);
  if (selection) selectSpan(selection.from, selection.to);
  else useTimeline.setState({ selection: undefined });
  return state;
}

/** The page as it is; the moment last asked for stays in its address: a change of zoom is no seek. */
export const linkedState = (): PageState => pageState(readLink(location.search).at ?? wantedMoment());
