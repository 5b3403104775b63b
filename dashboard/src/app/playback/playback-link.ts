import { CameraId } from '@playhead/contracts';
import { addressOf, type PageState, readLink } from '../recordings/page-link.ts';

/** So many cameras play together at most: more could be neither told apart nor decoded. */
export const MOST_CAMERAS = 9;

/** What an address holds of synchronised playback. */
export type PlaybackState = PageState & {
  /** Camera ids, in the order of the tiles. */
  readonly cameras: readonly string[];
};

/** Reads an address; what is nonsense in it is left out, and so are cameras beyond the ninth. */
export function readPlaybackLink(search: string): PlaybackState {
  const query = new URLSearchParams(search);
  const ids = (query.get('cameras') ?? '').split(',').flatMap((id) => {
    const parsed = CameraId.safeParse(id);
    return parsed.success ? [parsed.data] : [];
  });
  return { cameras: [...new Set<string>(ids)].slice(0, MOST_CAMERAS), ...readLink(search) };
}

/** The address of these cameras in a state. */
export const playbackPath = ({ cameras, ...state }: PlaybackState): string =>
  addressOf('/playback', state, cameras.length > 0 ? `cameras=${cameras.join()}` : undefined);
