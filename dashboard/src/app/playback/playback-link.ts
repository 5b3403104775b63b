import { CameraId, streamSpeeds } from '@playhead/contracts';
import type { Speed } from '../../features/player/speeds.ts';
import { momentOf } from '../../features/recordings/ranges.ts';
import type { Span } from '../../time/span.ts';
import { spanOf, viewOf } from '../recordings/page-link.ts';

/** So many cameras play together at most: more could be neither told apart nor decoded. */
export const MOST_CAMERAS = 9;

/** What an address holds of synchronised playback. */
export type PlaybackState = {
  /** Camera ids, in the order of the tiles. */
  readonly cameras: readonly string[];
  readonly at: number | undefined;
  readonly view: Span | undefined;
  readonly speed: Speed | undefined;
};

/** Reads an address; what is nonsense in it is left out, and so are cameras beyond the ninth. */
export function readPlaybackLink(search: string): PlaybackState {
  const query = new URLSearchParams(search);
  const ids = (query.get('cameras') ?? '').split(',').flatMap((id) => {
    const parsed = CameraId.safeParse(id);
    return parsed.success ? [parsed.data] : [];
  });
  return {
    cameras: [...new Set<string>(ids)].slice(0, MOST_CAMERAS),
    at: momentOf(search),
    view: viewOf(spanOf(query.get('view'))),
    speed: streamSpeeds.find((one) => String(one) === query.get('speed')),
  };
}

const iso = (at: number) => new Date(at).toISOString();

/** The address of these cameras at this moment. */
export function playbackPath({ cameras, at, view, speed }: PlaybackState): string {
  const parts = [
    cameras.length > 0 && `cameras=${cameras.join()}`,
    at !== undefined && `t=${iso(at)}`,
    view && `view=${iso(view.from)}/${iso(view.to)}`,
    speed !== undefined && speed !== 1 && `speed=${speed}`,
  ].filter((part) => typeof part === 'string');
  return `/playback${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
}
