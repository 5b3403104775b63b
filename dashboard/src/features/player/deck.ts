import type { Span } from '../../time/span.ts';
import { startFrameLoop } from './frame-loop.ts';
import type { OpenSource, Source } from './hls-source.ts';
import { gapCrossed, type MediaMap, mediaTimeAt, wallClockAt } from './media-clock.ts';
import type { PlayerFailure } from './player-machine.ts';
import type { Pace } from './speeds.ts';
import type { StreamAddress } from './stream-playlist.ts';

export type DeckListener = {
  /** The picture that was asked for is there. */
  readonly shown: (deck: Deck) => void;
  /** Another picture is there, of `at` (epoch ms); `gap` was skipped to get to it. */
  readonly picture: (deck: Deck, at: number, gap: Span | undefined) => void;
  readonly movedOn: (deck: Deck) => void;
  readonly ranDry: (deck: Deck) => void;
  readonly ended: (deck: Deck) => void;
  readonly gone: (deck: Deck, error: unknown) => void;
  readonly failed: (deck: Deck, failure: PlayerFailure) => void;
  readonly refused: (deck: Deck, error: unknown) => void;
};

export type DeckSettings = { readonly rate: number; readonly volume: number; readonly muted: boolean };

/** `readyState` from which on there is a picture (HTML, §4.8.11.7). */
const HAVE_CURRENT_DATA = 2;

/** A picture that is this little short of the one asked for, in s, is it: media times are floats. */
const CLOSE_S = 0.05;

const nothing: MediaMap = { fragments: [], speed: 1 };

/** One video element and the stream in it. The player has two: one shows while the other gets ready. */
export class Deck {
  #source: Source | undefined;
  #opening: AbortController | undefined;
  /** What was asked for and is not yet there: a media time in s. */
  #awaited: number | undefined;
  #lastMediaTime = 0;
  #skipped: Span | undefined;
  readonly #listening = new AbortController();
  readonly #stopFrames: () => void;

  constructor(
    readonly video: HTMLVideoElement,
    private readonly openSource: OpenSource,
    private readonly listener: DeckListener,
  ) {
    const listen = (type: string, hear: () => void) =>
      video.addEventListener(type, hear, { signal: this.#listening.signal });
    for (const type of ['loadeddata', 'seeked', 'canplay', 'playing']) listen(type, () => this.#look());
    listen('waiting', () => this.#awaited === undefined && listener.ranDry(this));
    listen('ended', () => this.#awaited === undefined && listener.ended(this));
    this.#stopFrames = startFrameLoop(video, (mediaTime) => this.#picture(mediaTime));
  }

  /** The speed of the stream in it; undefined when there is none. */
  get speed(): number | undefined {
    return this.#source?.speed;
  }

  /** Whether something was asked of it that it does not show yet. */
  get waits(): boolean {
    return this.#awaited !== undefined;
  }

  /** The gap that was left out at the beginning of its stream; told once. */
  takeSkipped(): Span | undefined {
    const skipped = this.#skipped;
    this.#skipped = undefined;
    return skipped;
  }

  /** Why its stream ends early, once it does. */
  get problem() {
    return this.#source?.problem();
  }

  /** When the picture in it was recorded, epoch ms. */
  get at(): number | undefined {
    return wallClockAt(this.map(), this.#lastMediaTime);
  }

  /**
   * Opens a stream in it; its picture is told as `shown`. Answers false when something else was asked for meanwhile.
   * @throws what opening throws
   */
  async load(address: StreamAddress): Promise<boolean> {
    this.close();
    const opening = new AbortController();
    const { signal } = opening;
    this.#opening = opening;
    this.#awaited = 0;
    try {
      const source = await this.openSource({
        ...address,
        video: this.video,
        signal,
        onGone: (error) => signal.aborted || this.listener.gone(this, error),
        onFailed: (failure) => signal.aborted || this.listener.failed(this, failure),
      });
      if (signal.aborted) {
        source.close();
        return false;
      }
      this.#source = source;
      this.#skipped = source.skipped;
      this.#awaited = source.position;
      this.#look();
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }

  /** Goes to the moment `at` (epoch ms) within its stream. False when it is not in there. */
  seek(at: number, speed: number): boolean {
    if (this.#source?.speed !== speed) return false;
    const mediaTime = mediaTimeAt(this.map(), at);
    if (mediaTime === undefined) return false;
    this.#source.wake();
    this.#awaited = mediaTime;
    this.video.currentTime = mediaTime;
    return true;
  }

  play(): void {
    if (this.#source) this.video.play().catch((error: unknown) => this.listener.refused(this, error));
  }

  pause(): void {
    this.video.pause();
  }

  /** Stays as it is, and loads no more. */
  rest(): void {
    this.video.pause();
    this.#source?.rest();
  }

  settle({ rate, volume, muted }: DeckSettings): void {
    this.video.defaultPlaybackRate = rate;
    this.video.playbackRate = rate;
    this.video.volume = volume;
    this.video.muted = muted;
  }

  close(): void {
    this.#opening?.abort();
    this.#source?.close();
    this.#source = undefined;
    this.#awaited = undefined;
    this.#lastMediaTime = 0;
  }

  dispose(): void {
    this.close();
    this.#listening.abort();
    this.#stopFrames();
  }

  /** What the media times of its stream mean. */
  map(): MediaMap {
    return this.#source?.map() ?? nothing;
  }

  /** Tells what was awaited as soon as its picture is decoded. */
  #look(): void {
    const { video } = this;
    if (!this.#source || video.seeking || video.readyState < HAVE_CURRENT_DATA) return;
    if (this.#awaited === undefined) {
      this.listener.movedOn(this);
    } else if (video.currentTime >= this.#awaited - CLOSE_S) {
      this.#awaited = undefined;
      this.#lastMediaTime = video.currentTime;
      this.listener.shown(this);
    }
  }

  #picture(mediaTime: number): void {
    if (this.#awaited !== undefined || !this.#source) return;
    const map = this.map();
    const gap = gapCrossed(map, this.#lastMediaTime, mediaTime);
    this.#lastMediaTime = mediaTime;
    const at = wallClockAt(map, mediaTime);
    if (at !== undefined) this.listener.picture(this, at, gap);
  }
}

/** How a deck is set for a pace: footage has its sound at its own speed only. */
export const settingsFor = (
  { stream, rate }: Pace,
  { volume, muted }: { readonly volume: number; readonly muted: boolean },
): DeckSettings => ({ rate, volume, muted: muted || stream * rate !== 1 });
