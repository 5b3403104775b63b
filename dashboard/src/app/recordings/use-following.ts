import { useEffect } from 'react';
import { follow } from '../../features/timeline/timeline.store.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';

/** The view turns its pages with the playhead. */
export function useFollowing(): void {
  useEffect(
    () =>
      usePlayhead.subscribe(({ at }, before) => {
        if (at !== undefined && before.at !== undefined) follow(before.at, at);
      }),
    [],
  );
}
