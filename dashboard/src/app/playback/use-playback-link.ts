import { useLocation, useSearch } from 'wouter';
import { linkedState, useAddress } from '../recordings/use-address.ts';
import { type PlaybackState, playbackPath, readPlaybackLink } from './playback-link.ts';

/** The state of the page that its address holds: read from it, and kept in it as it changes. */
export function usePlaybackLink() {
  const linked = readPlaybackLink(useSearch());
  const [, navigate] = useLocation();
  const change = (by: Partial<PlaybackState>) =>
    navigate(playbackPath({ ...asShown(), ...by }), { replace: true });
  useAddress(() => change({}));
  return { linked, change };
}

/** The state as it is on screen. */
export const asShown = (): PlaybackState => ({
  cameras: readPlaybackLink(location.search).cameras,
  ...linkedState(),
});
