import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { keepSpeed, usePlayerStore } from '../../features/player/player.store.ts';
import { presets, rangeAround, shownFor } from '../../features/recordings/ranges.ts';
import { showRange, useTimeline } from '../../features/timeline/timeline.store.ts';
import { wantedMoment } from '../../playback/playhead.store.ts';
import { serverNow } from '../../time/server-clock.ts';
import { lengthOf } from '../../time/span.ts';
import { type PlaybackState, playbackPath, readPlaybackLink } from './playback-link.ts';

/** So long after the last change, in ms, the address follows: browsers refuse too many changes of it. */
const FOLLOW_MS = 400;

/** The state of the page that its address holds: read from it, and kept in it as it changes. */
export function usePlaybackLink() {
  const linked = readPlaybackLink(useSearch());
  const [, navigate] = useLocation();
  const go = useRef<(by: Partial<PlaybackState>) => void>(() => undefined);
  const change = (by: Partial<PlaybackState>) =>
    navigate(playbackPath({ ...asShown(), ...by }), { replace: true });
  useEffect(() => {
    go.current = change;
  });
  useFirstView(linked);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(() => go.current({}), FOLLOW_MS);
    };
    const stops = [
      useTimeline.subscribe((now, before) => {
        if (now.view !== before.view) follow();
      }),
      usePlayerStore.subscribe((now, before) => {
        if (now.speed !== before.speed) follow();
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, []);

  return { linked, change };
}

/** The state as it is on screen; the moment last asked for stays in the address: a change of zoom is no seek. */
export function asShown(): PlaybackState {
  const { cameras, at } = readPlaybackLink(location.search);
  const { view } = useTimeline.getState();
  return {
    cameras,
    at: at ?? wantedMoment(),
    view: lengthOf(view) > 0 ? view : undefined,
    speed: usePlayerStore.getState().speed,
  };
}

/** What the timeline shows first: what the link says, the hour around its moment, else the last six hours. */
function useFirstView({ at, view, speed }: PlaybackState): void {
  const [first] = useState(() => {
    const now = serverNow();
    return { range: view ?? (at === undefined ? presets.sixHours(now) : rangeAround(at, now)), speed };
  });
  useLayoutEffect(() => {
    showRange(shownFor(first.range, serverNow()));
    keepSpeed(first.speed ?? 1);
  }, [first]);
}
