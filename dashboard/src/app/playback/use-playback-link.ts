import { useLocation, useSearch } from 'wouter';
import { linkedState, useAddress } from '../recordings/use-address.ts';
import { type PlaybackState, playbackPath, readPlaybackLink } from './playback-link.ts';

/**
 * The state of the page that its address holds: read from it, and kept in it as it changes. With `kept` the browser's Back
 * leads to the state before.
 */
export function usePlaybackLink() {
  const linked = readPlaybackLink(useSearch());
  const [, navigate] = useLocation();
  const change = (by: Partial<PlaybackState>, before: 'kept' | 'replaced' = 'replaced') =>
    navigate(playbackPath({ ...asShown(), ...by }), { replace: before === 'replaced' });
  useAddress(() => change({}));
  return { linked, change };
}

/** The state as it is on screen. */
export const asShown = (): PlaybackState => ({
  cameras: readPlaybackLink(location.search).cameras,
  ...linkedState(),
});
