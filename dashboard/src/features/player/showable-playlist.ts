import { getText } from '../../api/http.ts';
import { type StreamAddress, streamPath } from './stream-playlist.ts';
import { startOfStream, streamIdIn } from './stream-start.ts';

/** Decoders keep their last pictures back: one is sure to come out when so much follows it, in s. */
const FOLLOWING_S = 0.4;
const PAUSE_MS = 60;
const MOST_LOOKS = 5;

/**
 * `playlist`, or a later one of the same stream when the moment asked for is so near its end that the picture would not
 * be decoded: hls.js looks for more only after the length of a segment. Where no more comes soon, it is as it is.
 * @throws {ApiProblem} @throws {ConnectionLost} @throws what `signal` aborts with
 */
export async function showable(
  playlist: string,
  address: StreamAddress,
  signal: AbortSignal,
): Promise<string> {
  let latest = playlist;
  for (let looks = 0; looks < MOST_LOOKS && !isShowable(latest, address); looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    latest = await getText(streamPath(address, streamIdIn(latest)), { signal });
  }
  signal.throwIfAborted();
  return latest;
}

function isShowable(playlist: string, { at, speed }: StreamAddress): boolean {
  if (playlist.includes('#EXT-X-ENDLIST')) return true;
  const lengths = [...playlist.matchAll(/^#EXTINF:([\d.]+)/gm)].map(([, seconds]) => Number(seconds));
  const length = lengths.reduce((sum, seconds) => sum + seconds, 0);
  return length - startOfStream(playlist, at, speed).position >= FOLLOWING_S;
}
