import { setTimeout } from 'node:timers/promises';
import { get } from './http.ts';
import { type Playlist, parsePlaylist } from './playlist.ts';

/** How one viewer fared. */
export interface Viewing {
  /** From the call for the playlist to the last byte of the first segment; `undefined` when nothing came. */
  startMs: number | undefined;
  /** How often the buffer ran empty while playing, and for how long in all. */
  stalls: number;
  stalledMs: number;
  playedSeconds: number;
  /** What its last playlist listed. */
  listedSeconds: number;
  failures: string[];
}

export interface ViewerOptions {
  origin: string;
  path: string;
  token: string;
  /** How long it watches, from its call on. */
  seconds: number;
}

/** What hls.js buffers ahead unless told otherwise. */
const BUFFER_SECONDS = 30;
const TICK_MS = 50;
/** In target durations. */
const NEAR_THE_END = 4;

/**
 * Watches a stream in real time as the dashboard's hls.js does: fetches segments until enough is buffered, reads a playlist that
 * still grows anew with each target duration, and plays from the first segment on. When a segment comes after the
 * one before it was played out, that is a stall.
 */
export async function watch({ origin, path, token, seconds }: ViewerOptions): Promise<Viewing> {
  const viewing: Viewing = {
    startMs: undefined,
    stalls: 0,
    stalledMs: 0,
    playedSeconds: 0,
    listedSeconds: 0,
    failures: [],
  };
  const begun = performance.now();
  const until = begun + seconds * 1000;
  const buffer = new PlayedBuffer();
  let playlist: Playlist | undefined;
  let next: number | undefined;
  let reloadAt = begun;
  while (performance.now() < until) {
    if (!playlist?.ended && performance.now() >= reloadAt) {
      const asked = performance.now();
      const again = playlist?.streamId === undefined ? '' : `&streamId=${playlist.streamId}`;
      const loaded = await load(`${origin}${path}${again}`, token, viewing);
      if (loaded !== undefined) reloadAt = asked + reloadMs(loaded, playlist, next);
      playlist = loaded ?? playlist;
      next ??= playlist?.segments[0]?.index;
    }
    const segment = playlist?.segments.find(({ index }) => index === next);
    if (segment !== undefined && buffer.aheadSeconds() < BUFFER_SECONDS) {
      const answer = await get(`${origin}${segment.url}`).catch((error: Error) => error.message);
      if (typeof answer !== 'string' && answer.status === 200) {
        buffer.add(segment.seconds);
        viewing.startMs ??= performance.now() - begun;
      } else viewing.failures.push(`segment: ${typeof answer === 'string' ? answer : answer.status}`);
      next = segment.index + 1;
      continue;
    }
    if (playlist?.ended && segment === undefined) break;
    await setTimeout(TICK_MS);
  }
  const listedSeconds = (playlist?.segments ?? []).reduce((sum, { seconds }) => sum + seconds, 0);
  return { ...viewing, listedSeconds, ...buffer.finish(playlist?.ended === true) };
}

/** When hls.js reads a growing playlist anew: sooner near its end, and when nothing was new. */
function reloadMs(loaded: Playlist, before: Playlist | undefined, next: number | undefined): number {
  const targetMs = loaded.targetSeconds * 1000;
  const last = loaded.segments.at(-1);
  if (last === undefined || last.index === before?.segments.at(-1)?.index) return targetMs / 2;
  const left = loaded.segments.filter(({ index }) => index >= (next ?? 0));
  const leftMs = left.reduce((sum, { seconds }) => sum + seconds * 1000, 0);
  return leftMs < targetMs * NEAR_THE_END ? Math.min(targetMs, last.seconds * 1000) : targetMs;
}

async function load(url: string, token: string, viewing: Viewing): Promise<Playlist | undefined> {
  const answer = await get(url, token).catch((error: Error) => error.message);
  if (typeof answer !== 'string' && answer.status === 200) return parsePlaylist(answer.body.toString());
  viewing.failures.push(
    `playlist: ${typeof answer === 'string' ? answer : `${answer.status} ${answer.body}`}`,
  );
  await setTimeout(1_000);
  return undefined;
}

/** What is buffered, and where the picture would be: it starts with the first segment and stands still when dry. */
class PlayedBuffer {
  private startedAt: number | undefined;
  private endSeconds = 0;
  private stalls = 0;
  private stalledMs = 0;

  add(seconds: number): void {
    const now = performance.now();
    this.startedAt ??= now;
    const dry = this.dryMs(now);
    if (dry > 0) {
      this.stalls += 1;
      this.stalledMs += dry;
    }
    this.endSeconds += seconds;
  }

  aheadSeconds(): number {
    if (this.startedAt === undefined) return 0;
    return this.endSeconds - (performance.now() - this.startedAt - this.stalledMs) / 1000;
  }

  /** Nothing comes after the end of the footage, so that running out there is no stall. */
  finish(ended: boolean) {
    const dry = ended ? 0 : this.dryMs(performance.now());
    return {
      stalls: this.stalls + (dry > 0 ? 1 : 0),
      stalledMs: Math.round(this.stalledMs + dry),
      playedSeconds: this.endSeconds - Math.max(0, this.aheadSeconds()),
    };
  }

  private dryMs(now: number): number {
    if (this.startedAt === undefined) return 0;
    return Math.max(0, now - this.startedAt - this.stalledMs - this.endSeconds * 1000);
  }
}
