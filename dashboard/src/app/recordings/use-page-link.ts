import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { keepSpeed, usePlayerStore } from '../../features/player/player.store.ts';
import { selectSpan, useTimeline } from '../../features/timeline/timeline.store.ts';
import { wantedMoment } from '../../playback/playhead.store.ts';
import { currentLink, readLink } from './page-link.ts';

/** So long after the last change, in ms, the address follows: browsers refuse too many changes of it. */
const FOLLOW_MS = 400;

/** Takes speed and selection from the address once, and keeps the address as the page is. */
export function usePageLink(cameraId: string): void {
  const [, navigate] = useLocation();
  const go = useRef(navigate);
  useEffect(() => {
    go.current = navigate;
  });

  useEffect(() => {
    const { speed, selection } = readLink(location.search);
    keepSpeed(speed ?? 1);
    if (selection) selectSpan(selection.from, selection.to);
    else useTimeline.setState({ selection: undefined });
  }, []);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => go.current(currentLink(cameraId, linkedMoment()), { replace: true }),
        FOLLOW_MS,
      );
    };
    const stops = [
      useTimeline.subscribe((now, before) => {
        if (now.view !== before.view || now.selection !== before.selection) follow();
      }),
      usePlayerStore.subscribe((now, before) => {
        if (now.speed !== before.speed) follow();
      }),
    ];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [cameraId]);
}

/** The moment last asked for stays in the address: a change of zoom is no seek. */
const linkedMoment = () => readLink(location.search).at ?? wantedMoment();
