import type { ErrorData } from 'hls.js';
import { ConnectionLost } from '../../api/errors.ts';
import { getText, withQuery } from '../../api/http.ts';
import { accessToken } from '../../api/session.ts';
import type { Span } from '../../time/span.ts';
import { type Fragment, firstProgramDate, startOf } from './media-clock.ts';
import type { PlayerFailure } from './player-machine.ts';

/** An open stream on a video element. */
export type Source = {
  readonly fragments: () => readonly Fragment[];
  /** The gap that was skipped to begin, if the moment asked for lay in one. */
  readonly skipped: Span | undefined;
  readonly close: () => void;
};

export type SourceRequest = {
  readonly video: HTMLVideoElement;
  readonly cameraId: string;
  /** Epoch ms. */
  readonly at: number;
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
 * Opens the stream of a camera from a moment. The playlist is asked for once beforehand: its errors come as
 * problems, and its first date says where in the media the moment is. hls.js is loaded only now.
 * @throws {ApiProblem} `footage-not-found`, `stream-limit-reached`, … @throws {PlaybackUnsupported}
 */
export const openHls: OpenSource = async ({ video, cameraId, at, signal, onGone, onFailed }) => {
  const path = withQuery(`/cameras/${cameraId}/playback/stream`, {
    time: new Date(at).toISOString(),
    speed: 1,
    format: 'hls',
  });
  const [{ default: Hls }, playlist] = await Promise.all([import('hls.js'), getText(path, { signal })]);
  signal.throwIfAborted();
  if (!Hls.isSupported()) throw new PlaybackUnsupported();

  const { position, skipped } = startOf(at, firstProgramDate(playlist) ?? at);
  const hls = new Hls({
    startPosition: position,
    lowLatencyMode: false, // recorded footage has no live edge to hurry to
    maxBufferLength: 20,
    backBufferLength: 60,
    xhrSetup: authorize,
  });

  let recoveredAt = Number.NEGATIVE_INFINITY;
  hls.on(Hls.Events.ERROR, (_, data) => {
    if (isGone(data)) onGone(data.error);
    else if (!data.fatal) return;
    else if (data.type === Hls.ErrorTypes.NETWORK_ERROR) {
      onFailed({ kind: 'problem', error: new ConnectionLost(data.error) });
    } else if (performance.now() - recoveredAt > RECOVERY_PAUSE_MS) {
      recoveredAt = performance.now();
      hls.recoverMediaError();
    } else onFailed({ kind: 'undecodable' });
  });
  hls.loadSource(`/api/v1${path}`);
  hls.attachMedia(video);

  return {
    skipped,
    fragments: () => hls.latestLevelDetails?.fragments ?? [],
    close: () => hls.destroy(),
  };
};

const isGone = ({ type, response }: ErrorData): boolean =>
  type === 'networkError' && goneStatuses.has(response?.code ?? 0);
