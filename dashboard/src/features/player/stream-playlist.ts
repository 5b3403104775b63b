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

/** The playlist of a stream, as it begins; its errors come as problems. @throws {ApiProblem} @throws {ConnectionLost} */
export function openPlaylist(address: StreamAddress, signal: AbortSignal): Promise<string> {
  const path = streamPath(address);
  const kept = warm?.path === path && performance.now() < warm.until ? warm.playlist : undefined;
  warm = undefined;
  return kept ?? getText(path, { signal });
}
