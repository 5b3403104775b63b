import { usePlayerStore } from '../../features/player/player.store.ts';
import { type Speed, speeds } from '../../features/player/speeds.ts';
import { momentOf } from '../../features/recordings/ranges.ts';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { wantedMoment } from '../../playback/playhead.store.ts';
import {
  CALENDAR,
  contains,
  LONGEST_VIEW_MS,
  lengthOf,
  SHORTEST_VIEW_MS,
  type Span,
} from '../../time/span.ts';

/** What an address holds of the page: the instant, what the timeline shows, the speed, and what is marked. */
export type PageState = {
  readonly at: number | undefined;
  readonly view: Span | undefined;
  readonly speed: Speed | undefined;
  readonly selection: Span | undefined;
};

const iso = (at: number) => new Date(at).toISOString();
const pair = ({ from, to }: Span) => `${iso(from)}/${iso(to)}`;

/** A stretch as an address holds it: two instants, and the first before the second. */
function spanOf(text: string | null): Span | undefined {
  const [from = Number.NaN, to = Number.NaN] = (text ?? '').split('/').map((one) => Date.parse(one));
  return contains(CALENDAR, from) && contains(CALENDAR, to) && from < to ? { from, to } : undefined;
}

/** A view as the timeline can show it; undefined for one that is too short or too long. */
function viewOf(view: Span | undefined): Span | undefined {
  const fits = view && lengthOf(view) >= SHORTEST_VIEW_MS && lengthOf(view) <= LONGEST_VIEW_MS;
  return fits ? view : undefined;
}

/** Reads an address; what is nonsense in it is left out. */
export function readLink(search: string): PageState {
  const query = new URLSearchParams(search);
  return {
    at: momentOf(search),
    view: viewOf(spanOf(query.get('view'))),
    speed: speeds.find((one) => String(one) === query.get('speed')),
    selection: spanOf(query.get('select')),
  };
}

/** `path` with a state in its query, and whatever comes before that. */
export function addressOf(path: string, { at, view, speed, selection }: PageState, before?: string): string {
  const parts = [
    before,
    at !== undefined && `t=${iso(at)}`,
    view && `view=${pair(view)}`,
    speed !== undefined && speed !== 1 && `speed=${speed}`,
    selection && `select=${pair(selection)}`,
  ].filter((part) => typeof part === 'string');
  return parts.length > 0 ? `${path}?${parts.join('&')}` : path;
}

/** The address of a camera's recordings in a state. */
export const linkTo = (cameraId: string, state: PageState): string =>
  addressOf(`/cameras/${cameraId}/recordings`, state);

/** The address of the page as it is, at the moment `at`. */
export const currentLink = (cameraId: string, at: number | undefined): string =>
  linkTo(cameraId, pageState(at));

/** The page as it is, at the moment `at`: where the viewer is, unless told otherwise. */
export function pageState(at: number | undefined = wantedMoment()): PageState {
  const { view, selection } = useTimeline.getState();
  const { speed } = usePlayerStore.getState();
  return { at, view: lengthOf(view) > 0 ? view : undefined, speed, selection };
}
