import type { StreamCodec, StreamSpeed } from '@playhead/contracts';
import { getText, withQuery } from '../../api/http.ts';

export type StreamAddress = {
  readonly cameraId: string;
  /** Epoch ms. */
  readonly at: number;
  readonly speed: StreamSpeed;
};

/** What the browser decodes beside H.264; anything else is re-encoded for it. */
const decoded = (): readonly StreamCodec[] =>
  globalThis.MediaSource?.isTypeSupported('video/mp4; codecs="hvc1.1.6.L120.90"')
    ? ['h264', 'h265']
    : ['h264'];

/** The path of a stream's playlist, below `/api/v1`; with a `streamId` of that very stream, which may be gone. */
export const streamPath = ({ cameraId, at, speed }: StreamAddress, streamId?: string): string =>
  withQuery(`/cameras/${cameraId}/playback/stream`, {
    time: new Date(at).toISOString(),
    speed,
    format: 'hls',
    codecs: decoded().join(),
    streamId,
  });

/** A playlist asked for beforehand is good for this long, in ms. */
const WARM_MS = 5_000;

let warm: { readonly path: string; readonly playlist: Promise<string>; readonly until: number } | undefined;

/** Asks for a playlist that is likely to be wanted in a moment; an error is told to whoever wants it then. */
export function warmPlaylist(address: StreamAddress): void {
  const path = streamPath(address);
  if (warm?.path === path && performance.now() < warm.until) return;
  const playlist = getText(path);
  playlist.catch(() => {
    if (warm?.path === path) warm = undefined;
  });
  warm = { path, playlist, until: performance.now() + WARM_MS };
}

/** The playlist at `path`; its errors come as problems. @throws {ApiProblem} @throws {ConnectionLost} */
function getPlaylist(path: string, signal: AbortSignal): Promise<string> {
  const kept = warm?.path === path && performance.now() < warm.until ? warm.playlist : undefined;
  warm = undefined;
  return kept ?? getText(path, { signal });
}

/** A stream whose beginning is there, and the moment that it was asked for. */
export type OpenedPlaylist = { readonly playlist: string; readonly address: StreamAddress };

/** So many streams of moments side by side may have lost their beginning until one is shown as it is. */
const MOST_LOST = 3;

/**
 * The playlist from its beginning on. A stream that somebody has watched for minutes may have dropped that (RFC 8216
 * §6.2.2); the moment beside it, a millisecond further, is a stream of its own.
 * @throws {ApiProblem} @throws {ConnectionLost}
 */
export async function playlistFromStart(
  address: StreamAddress,
  signal: AbortSignal,
): Promise<OpenedPlaylist> {
  let playlist = await getPlaylist(streamPath(address), signal);
  let asked = address;
  for (let lost = 0; lost < MOST_LOST && hasLostItsStart(playlist); lost += 1) {
    asked = { ...asked, at: asked.at + Math.sign(asked.speed) };
    playlist = await getPlaylist(streamPath(asked), signal);
  }
  return { playlist, address: asked };
}

const hasLostItsStart = (playlist: string): boolean => /^#EXT-X-MEDIA-SEQUENCE:[1-9]/m.test(playlist);
