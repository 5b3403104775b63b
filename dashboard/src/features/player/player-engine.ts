import { setPlayhead, usePlayhead } from '../../playback/playhead.store.ts';
import type { Span } from '../../time/span.ts';
import { startFrameLoop } from './frame-loop.ts';
import type { FreezeFrame } from './freeze-frame.ts';
import { type OpenSource, PlaybackUnsupported, type Source } from './hls-source.ts';
import { gapCrossed, mediaTimeAt, wallClockAt } from './media-clock.ts';
import { patience } from './patience.ts';
import { setMuted, tellPlayer, usePlayerStore } from './player.store.ts';
import type { PlayerEvent, PlayerFailure } from './player-machine.ts';

type Wiring = {
  readonly video: HTMLVideoElement;
  readonly cameraId: string;
  readonly openSource: OpenSource;
  readonly freeze: FreezeFrame;
};

/** Seeks that follow one another this fast, in ms, open one stream: the last. */
const SETTLE_MS = 150;
/** A gap is told for this long, in ms. */
const GAP_TOLD_MS = 4_000;
/** So many times within so many ms a stream that is gone is opened again without a word. */
const MOST_REOPENINGS = 3;
const REOPENING_WINDOW_MS = 60_000;

/** Drives a video element: opens streams, seeks in them, keeps the playhead on the picture and tells the machine. */
export class PlayerEngine {
  #source: Source | undefined;
  #opening: AbortController | undefined;
  #openTimer: ReturnType<typeof setTimeout> | undefined;
  #gapTimer: ReturnType<typeof setTimeout> | undefined;
  /** From a seek until its first picture, what is on screen is not what was asked for. */
  #settling = true;
  #lastMediaTime = 0;
  #reopenings: number[] = [];
  readonly #patience = patience((type) => this.#tell({ type }));
  readonly #listening = new AbortController();
  readonly #stopFrames: () => void;

  constructor(private readonly wiring: Wiring) {
    const { video } = wiring;
    const listen = (type: string, listener: () => void) =>
      video.addEventListener(type, listener, { signal: this.#listening.signal });
    listen('seeked', () => this.#shown());
    listen('canplay', () => this.#shown());
    listen('playing', () => this.#shown());
    listen('waiting', () => this.#settling || this.#patience.waiting());
    listen('ended', () => this.#tell({ type: 'ended' }));
    this.#stopFrames = startFrameLoop(video, (mediaTime) => this.#picture(mediaTime));
  }

  /** Shows the moment `at` (epoch ms); `skipped` is a gap already known to lie before it. */
  open(at: number, skipped?: Span): void {
    this.#tell({ type: 'opened', at, skipped });
    setPlayhead(at);
    this.#reopenings = [];
    clearTimeout(this.#openTimer);
    this.#opening?.abort();

    const mediaTime = mediaTimeAt(this.#source?.fragments() ?? [], at);
    if (mediaTime === undefined) {
      this.#settling = true;
      this.#patience.loading();
      this.#openTimer = setTimeout(() => void this.#load(at), SETTLE_MS);
      return;
    }
    this.#settling = true;
    this.#patience.loading();
    this.wiring.video.currentTime = mediaTime;
    this.#obey();
  }

  /** Opens the stream anew where the playhead is, after an error or the end. */
  retry(): void {
    const { at } = usePlayhead.getState();
    if (at === undefined) return;
    this.#close();
    this.open(at);
  }

  play(): void {
    this.#tell({ type: 'play' });
    this.#obey();
  }

  pause(): void {
    this.#tell({ type: 'pause' });
    this.#patience.stop();
    this.#obey();
  }

  dispose(): void {
    this.#close();
    this.#listening.abort();
    this.#stopFrames();
    clearTimeout(this.#gapTimer);
    this.#tell({ type: 'closed' });
    setPlayhead(undefined);
  }

  #tell(event: PlayerEvent): void {
    tellPlayer(event);
    clearTimeout(this.#gapTimer);
    if (usePlayerStore.getState().model.state.phase !== 'gap') return;
    this.#gapTimer = setTimeout(() => this.#tell({ type: 'gap-told' }), GAP_TOLD_MS);
  }

  #close(): void {
    clearTimeout(this.#openTimer);
    this.#opening?.abort();
    this.#patience.stop();
    this.#source?.close();
    this.#source = undefined;
  }

  async #load(at: number): Promise<void> {
    const { video, cameraId, openSource, freeze } = this.wiring;
    const opening = new AbortController();
    freeze.hold(video);
    this.#close();
    this.#opening = opening;
    this.#settling = true;
    this.#lastMediaTime = 0;
    this.#patience.loading();
    try {
      const request = { video, cameraId, at, signal: opening.signal };
      const source = await openSource({
        ...request,
        onGone: (error) => opening.signal.aborted || this.#reopen(error),
        onFailed: (failure) => opening.signal.aborted || this.#fail(failure),
      });
      if (opening.signal.aborted) return source.close();
      this.#source = source;
      this.#obey();
    } catch (error) {
      if (opening.signal.aborted) return;
      this.#fail(error instanceof PlaybackUnsupported ? { kind: 'unsupported' } : { kind: 'problem', error });
    }
  }

  #reopen(error: unknown): void {
    const now = performance.now();
    this.#reopenings = [...this.#reopenings.filter((at) => now - at < REOPENING_WINDOW_MS), now];
    const { at } = usePlayhead.getState();
    if (this.#reopenings.length > MOST_REOPENINGS) this.#fail({ kind: 'problem', error });
    else if (at !== undefined) void this.#load(at);
  }

  #fail(failure: PlayerFailure): void {
    this.#close();
    this.#tell({ type: 'failed', failure });
  }

  /** Does to the element what the viewer wants. */
  #obey(): void {
    const { video } = this.wiring;
    if (usePlayerStore.getState().model.wanted === 'pause') video.pause();
    else if (this.#source) video.play().catch((error: unknown) => this.#refused(error));
  }

  /** Browsers let nothing play aloud before the first click; a newer `play()` or a new stream aborts an older one. */
  #refused(error: unknown): void {
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
    if (usePlayerStore.getState().muted) {
      this.pause();
    } else {
      setMuted(true);
      this.wiring.video.muted = true;
      this.#obey();
    }
  }

  #shown(): void {
    const { video, freeze } = this.wiring;
    if (!this.#source || video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    this.#patience.stop();
    freeze.release();
    if (!this.#settling) {
      this.#tell({ type: 'moved-on' });
      return;
    }
    this.#settling = false;
    this.#lastMediaTime = video.currentTime;
    this.#tell({ type: 'shown', skipped: this.#source.skipped });
    this.#picture(video.currentTime);
  }

  #picture(mediaTime: number): void {
    if (this.#settling || !this.#source) return;
    const fragments = this.#source.fragments();
    const gap = gapCrossed(fragments, this.#lastMediaTime, mediaTime);
    this.#lastMediaTime = mediaTime;
    if (gap) this.#tell({ type: 'skipped-gap', gap });
    const at = wallClockAt(fragments, mediaTime);
    if (at !== undefined) setPlayhead(at);
  }
}
