import { useEffect } from 'react';
import { follow, followNow } from '../../features/timeline/timeline.store.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { serverNow } from '../../time/server-clock.ts';

/** So often, in ms, it is looked whether now has left the view. */
const LOOK_MS = 1_000;

/** The view turns its pages with the playhead, and with now while it holds that. */
export function useFollowing(): void {
  useEffect(
    () =>
      usePlayhead.subscribe(({ at }, before) => {
        if (at !== undefined && before.at !== undefined) follow(before.at, at);
      }),
    [],
  );
  useEffect(() => {
    let before = serverNow();
    const timer = setInterval(() => {
      const now = serverNow();
      followNow(before, now, usePlayhead.getState().at);
      before = now;
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, []);
}
