import { setGoingTo, setPlayhead, usePlayhead, wantedMoment } from '../../playback/playhead.store.ts';
import { serverNow } from '../../time/server-clock.ts';
import type { Span } from '../../time/span.ts';
import { Deck, settingsFor } from './deck.ts';
import type { OpenSource } from './hls-source.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { patience } from './patience.ts';
import { keepInPicture } from './picture-in-picture.ts';
import { keepSpeed, keepStill, setMuted, usePlayerStore } from './player.store.ts';
import { type Direction, type PlayerFailure, type SkippedGap, standing } from './player-machine.ts';
import { failureOf, isNothingYet, pauseBefore } from './recovery.ts';
import { paceOf, type Speed } from './speeds.ts';
import { StillSteps } from './still-steps.ts';
import { teller } from './teller.ts';

type Wiring = {
  readonly videos: readonly [HTMLVideoElement, HTMLVideoElement];
  readonly cameraId: string;
  readonly openSource: OpenSource;
  /** A step to another picture could not be taken. */
  readonly onStepFailed: (error: unknown) => void;
};

/** A stream that has played for this long, in ms, is well again. */
const WELL_MS = 10_000;
/** Footage newer than this, in ms, is the live edge; what follows is looked for again after a pause. */
const LIVE_MS = 60_000;
const LIVE_PAUSE_MS = 3_000;

/**
 * Plays: opens streams in the deck behind, brings it to the front with its first picture, keeps the playhead on the
 * picture that is in front, and tells the machine. A stream that breaks is opened again where the picture is.
 */
export class PlayerEngine {
  #front: Deck;
  #back: Deck;
  #shownAt = Number.NEGATIVE_INFINITY;
  /** How often in a row the stream failed. */
  #failures = 0;
  #followsLive = false;
  readonly #patience = patience((type) => this.#waited(type));
  readonly #opening = oneAtATime();
  readonly #tell = teller();
  readonly #stopSettings: () => void;
  readonly #steps: StillSteps;

  constructor(private readonly wiring: Wiring) {
    this.#steps = new StillSteps({
      cameraId: wiring.cameraId,
      onError: wiring.onStepFailed,
      onStill: (still) => {
        keepStill(still);
        setPlayhead(still.at);
      },
    });
    const listener = {
      shown: (deck: Deck) => this.#shown(deck),
      picture: (deck: Deck, at: number, gap: Span | undefined) => this.#picture(deck, at, gap),
      movedOn: (deck: Deck) => deck === this.#front && this.#movedOn(),
      ranDry: (deck: Deck) => deck === this.#front && this.#patience.waiting(),
      ended: (deck: Deck) => deck === this.#front && this.#ended(),
      gone: (deck: Deck, error: unknown) => this.#gone(deck, error),
      failed: (deck: Deck, failure: PlayerFailure) => this.#deckFailed(deck, failure),
      refused: (deck: Deck, error: unknown) => deck === this.#front && this.#refused(error),
    };
    const [first, second] = wiring.videos;
    this.#front = new Deck(first, wiring.openSource, listener);
    this.#back = new Deck(second, wiring.openSource, listener);
    this.#bringForward(this.#front);
    this.#stopSettings = usePlayerStore.subscribe(() => this.#settle());
  }

  /** Shows the moment `at` (epoch ms); `skipped` is a gap already known to lie before it. */
  open(at: number, skipped?: Span): void {
    if (this.#back.waits) this.#back.close();
    this.#begin(at, skipped);
    const { stream } = this.#pace();
    if (this.#front.seek(at, stream) || this.#back.seek(at, stream)) return;
    this.#opening.soon(() => void this.#load(at));
  }

  /** Opens the stream anew where the playhead is or should be, after an error or the end. */
  retry(): void {
    const at = wantedMoment();
    if (at === undefined) return;
    this.#begin(at);
    void this.#load(at);
  }

  #begin(at: number, skipped?: Span): void {
    this.#tell({ type: 'opened', at, skipped: skipped && this.#told(skipped) });
    setGoingTo(at);
    this.#failures = 0;
    this.#followsLive = false;
    this.#front.pause();
    this.#patience.loading();
    this.#opening.cancel();
  }

  /** Goes on; from a single picture the video goes on at that picture. */
  play(): void {
    const { still } = usePlayerStore.getState();
    this.#tell({ type: 'play' });
    if (still) this.open(still.at);
    else this.#obey();
  }

  /** Shows the picture after or before the one on screen, exactly. */
  stepPicture(direction: 1 | -1): void {
    const { at } = usePlayhead.getState();
    if (at === undefined) return;
    this.pause();
    this.#steps.step(direction, at);
  }

  /** The video that is in front. */
  get video(): HTMLVideoElement {
    return this.#front.video;
  }

  pause(): void {
    this.#tell({ type: 'pause' });
    this.#patience.stop();
    this.#obey();
  }

  /** Goes on from the picture on screen at another speed or in the other direction. */
  setSpeed(speed: Speed): void {
    const before = this.#pace();
    keepSpeed(speed);
    const at = wantedMoment();
    if (at === undefined || before.stream === paceOf(speed).stream) return;
    this.open(at);
  }

  dispose(): void {
    this.#stopSettings();
    this.#clearStill();
    this.#patience.stop();
    this.#opening.cancel();
    this.#front.dispose();
    this.#back.dispose();
    this.#tell({ type: 'closed' });
    setPlayhead(undefined);
    setGoingTo(undefined);
  }

  #pace() {
    return paceOf(usePlayerStore.getState().speed);
  }

  #direction(): Direction {
    return usePlayerStore.getState().speed > 0 ? 'forward' : 'reverse';
  }

  #told = (gap: Span): SkippedGap => ({ gap, direction: this.#direction() });

  async #load(at: number): Promise<void> {
    const deck = this.#back;
    const { stream } = this.#pace();
    this.#front.rest(); // what it would still load holds up what is waited for
    try {
      await deck.load({ cameraId: this.wiring.cameraId, at, speed: stream });
    } catch (error) {
      this.#failed(failureOf(error));
    }
  }

  #bringForward(deck: Deck): void {
    if (deck !== this.#front) {
      [this.#front, this.#back] = [this.#back, this.#front];
      keepInPicture(this.#back.video, this.#front.video);
    }
    this.#front.video.dataset.front = '';
    delete this.#back.video.dataset.front;
    this.#back.rest();
    this.#settle();
  }

  #settle(): void {
    const settings = settingsFor(this.#pace(), usePlayerStore.getState());
    this.#front.settle(settings);
    this.#back.settle({ ...settings, muted: true });
  }

  /** Does to the deck in front what the viewer wants. */
  #obey(): void {
    const { wanted, state } = usePlayerStore.getState().model;
    const shows = usePlayhead.getState().goingTo === undefined && !standing.has(state.phase);
    if (wanted === 'play' && shows) this.#front.play();
    else this.#front.pause();
  }

  #clearStill(): void {
    this.#steps.clear();
    keepStill(undefined);
  }

  #shown(deck: Deck): void {
    this.#bringForward(deck);
    this.#clearStill();
    this.#patience.stop();
    this.#shownAt = performance.now();
    this.#followsLive = false;
    setPlayhead(deck.at);
    setGoingTo(undefined);
    const skipped = deck.takeSkipped();
    this.#tell({ type: 'shown', skipped: skipped && this.#told(skipped) });
    this.#obey();
  }

  #picture(deck: Deck, at: number, gap: Span | undefined): void {
    if (deck !== this.#front || usePlayerStore.getState().still) return;
    if (gap) this.#tell({ type: 'skipped-gap', ...this.#told(gap) });
    if (performance.now() - this.#shownAt > WELL_MS) this.#failures = 0;
    setPlayhead(at);
  }

  #movedOn(): void {
    this.#patience.stop();
    this.#tell({ type: 'moved-on' });
  }

  #isLive(): boolean {
    const { at } = usePlayhead.getState();
    return this.#direction() === 'forward' && at !== undefined && serverNow() - at < LIVE_MS;
  }

  #waited(type: 'ran-dry' | 'takes-long'): void {
    const { phase } = usePlayerStore.getState().model.state;
    this.#tell({ type: phase !== 'loading' && this.#isLive() ? 'caught-up' : type });
  }

  #ended(): void {
    const { problem } = this.#front;
    if (problem) this.#failed({ kind: 'problem', error: problem });
    else if (this.#isLive()) this.#follow();
    else this.#tell({ type: 'ended', direction: this.#direction() });
  }

  /** At the end of a stream that ends with the newest footage: the next is looked for until none has come for long. */
  #follow(): void {
    this.#tell({ type: 'caught-up' });
    this.#followsLive = true;
    const { at } = usePlayhead.getState();
    if (at !== undefined) this.#opening.later(LIVE_PAUSE_MS, () => void this.#load(at + 1));
  }

  /** Whether it matters how a deck is: not in the deck behind while it rests, nor in one about to be replaced. */
  #matters(deck: Deck): boolean {
    return deck === this.#back ? deck.waits : !this.#back.waits;
  }

  #gone(deck: Deck, error: unknown): void {
    const at = wantedMoment();
    if (!this.#matters(deck)) {
      if (deck === this.#back) deck.close();
    } else if (this.#failures === 0 && at !== undefined) {
      this.#failures = 1;
      this.#front.pause();
      void this.#load(at);
    } else this.#failed(failureOf(error));
  }

  #deckFailed(deck: Deck, failure: PlayerFailure): void {
    if (this.#matters(deck)) this.#failed(failure);
    else if (deck === this.#back) deck.close();
  }

  #failed(failure: PlayerFailure): void {
    this.#patience.stop();
    if (this.#followsLive && isNothingYet(failure)) {
      if (this.#isLive()) this.#follow();
      else this.#tell({ type: 'ended', direction: 'forward' });
      return;
    }
    this.#failures += 1;
    const at = wantedMoment();
    const pause = pauseBefore(failure, this.#failures);
    this.#front.pause();
    this.#back.close();
    this.#opening.cancel();
    if (pause === undefined || at === undefined) {
      this.#tell({ type: 'failed', failure });
      return;
    }
    this.#tell({ type: 'interrupted', failure, retryAt: Date.now() + pause });
    this.#opening.later(pause, () => void this.#load(at));
  }

  /** Browsers let nothing play aloud before the first click; a newer `play()` or a new stream aborts an older one. */
  #refused(error: unknown): void {
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return;
    if (this.#front.video.muted) this.pause();
    else {
      setMuted(true);
      this.#obey();
    }
  }
}
