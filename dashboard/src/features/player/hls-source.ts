import type { StreamSpeed } from '@playhead/contracts';
import type { ErrorData } from 'hls.js';
import { type ApiProblem, ConnectionLost, problemFor, ApiProblem as Refusal } from '../../api/errors.ts';
import { accessToken } from '../../api/session.ts';
import type { Span } from '../../time/span.ts';
import { hlsConfig, primedLoader } from './hls-config.ts';
import type { MediaMap } from './media-clock.ts';
import type { PlayerFailure } from './player-machine.ts';
import { showable } from './showable-playlist.ts';
import { openPlaylist, type StreamAddress, streamPath } from './stream-playlist.ts';
import { problemIn, startOfStream, streamIdIn } from './stream-start.ts';

/** An open stream on a video element. */
export type Source = {
  readonly speed: StreamSpeed;
  readonly map: () => MediaMap;
  /** Where in the media it begins to play, in s. */
  readonly position: number;
  /** The gap that was skipped to begin, if the moment asked for lay in one. */
  readonly skipped: Span | undefined;
  /** Why the stream ends earlier than its footage, once it does. */
  readonly problem: () => ApiProblem | undefined;
  /** Loads nothing more until it is woken. */
  readonly rest: () => void;
  readonly wake: () => void;
  readonly close: () => void;
};

export type SourceRequest = StreamAddress & {
  readonly video: HTMLVideoElement;
  readonly signal: AbortSignal;
  /** The server has closed the stream or let its links expire: open it again where the picture is. */
  readonly onGone: (error: unknown) => void;
  readonly onFailed: (failure: PlayerFailure) => void;
};

export type OpenSource = (request: SourceRequest) => Promise<Source>;

/** The browser lacks what playing needs. */
export class PlaybackUnsupported extends Error {
  override readonly name = 'PlaybackUnsupported';
}

const goneStatuses = new Set([401, 403, 404, 410]);
const RECOVERY_PAUSE_MS = 5_000;

/** hls.js is large and only needed here: it comes when a player is first drawn. */
export const loadHls = () => import('hls.js');

/** Playlists are asked for as the signed-in person; the segments in them carry their own signature. */
const needsSignIn = (url: string): boolean => {
  const { origin, pathname } = new URL(url, location.href);
  return origin === location.origin && pathname.startsWith('/api/v1/cameras/');
};

async function authorize(xhr: XMLHttpRequest, url: string): Promise<void> {
  if (!needsSignIn(url)) return;
  const token = await accessToken();
  xhr.open('GET', url, true);
  xhr.setRequestHeader('authorization', `Bearer ${token}`);
}

/**
 * Opens the stream of a camera from a moment. The element is made ready while the playlist is on its way; that one is
 * asked for here, so that its errors come as problems and its start is known, and handed to hls.js.
 * @throws {ApiProblem} `footage-not-found`, `stream-limit-reached`, … @throws {PlaybackUnsupported}
 */
export const openHls: OpenSource = async ({ video, signal, onGone, onFailed, ...address }) => {
  const asked = openPlaylist(address, signal);
  asked.catch(() => undefined); // it is awaited below, whatever loading hls.js brings
  const { default: Hls, XhrLoader } = await loadHls();
  if (!Hls.isSupported()) throw new PlaybackUnsupported();
  signal.throwIfAborted();

  const primed = primedLoader(XhrLoader);
  const hls = new Hls({ ...hlsConfig, loader: primed.loader, xhrSetup: authorize });
  signal.addEventListener('abort', () => hls.destroy(), { once: true });
  let problem: ApiProblem | undefined;
  let recoveredAt = Number.NEGATIVE_INFINITY;
  hls.on(Hls.Events.LEVEL_LOADED, (_, { details }) => {
    problem = problemIn(details.m3u8);
  });
  hls.on(Hls.Events.ERROR, (_, data) => {
    if (isGone(data)) onGone(new Refusal(problemFor('stream-not-found')));
    else if (givesUp(data)) {
      hls.stopLoad();
      onFailed({ kind: 'problem', error: networkError(data) });
    } else if (!data.fatal) return;
    else if (data.type === Hls.ErrorTypes.NETWORK_ERROR) {
      onFailed({ kind: 'problem', error: networkError(data) });
    } else if (performance.now() - recoveredAt > RECOVERY_PAUSE_MS) {
      recoveredAt = performance.now();
      hls.recoverMediaError();
    } else onFailed({ kind: 'undecodable' });
  });
  hls.attachMedia(video);

  try {
    const playlist = await showable(await asked, address, signal);
    const { position, skipped } = startOfStream(playlist, address.at, address.speed);
    primed.give(playlist);
    hls.config.startPosition = position;
    // From now on this very stream: were it begun anew, the reloaded playlist would jump back to its start.
    hls.loadSource(`/api/v1${streamPath(address, streamIdIn(playlist))}`);
    return {
      speed: address.speed,
      position,
      skipped,
      map: () => ({ fragments: hls.latestLevelDetails?.fragments.map(dated) ?? [], speed: address.speed }),
      problem: () => problem,
      rest: () => hls.stopLoad(),
      wake: () => hls.startLoad(-1, true),
      close: () => hls.destroy(),
    };
  } catch (error) {
    hls.destroy();
    throw error;
  }
};

/** hls.js expects dates to ascend and amends them where they don't: only those of the playlist count. */
const dated = ({ start, duration, rawProgramDateTime }: FragmentOfHls) => ({
  start,
  duration,
  programDateTime: rawProgramDateTime ? Date.parse(rawProgramDateTime) : null,
});

type FragmentOfHls = {
  readonly start: number;
  readonly duration: number;
  readonly rawProgramDateTime: string | null;
};

const isGone = ({ type, response }: ErrorData): boolean =>
  type === 'networkError' && goneStatuses.has(response?.code ?? 0);

/** `NetworkErrorAction.RetryRequest` of hls.js, which does not export it. */
const RETRIES = 5;

/** A segment that can't be had any more would be left out, and the next, in a moment all of the playlist. */
const givesUp = ({ type, frag, errorAction }: ErrorData): boolean =>
  type === 'networkError' && frag !== undefined && errorAction?.action !== RETRIES;

const networkError = ({ response, error }: ErrorData) =>
  (response?.code ?? 0) >= 500 ? new Refusal(problemFor('service-unavailable')) : new ConnectionLost(error);
