import { setGoingTo, setPlayhead, usePlayhead, wantedMoment } from '../../playback/playhead.store.ts';
import { serverNow } from '../../time/server-clock.ts';
import type { Span } from '../../time/span.ts';
import { type Deck, settingsFor } from './deck.ts';
import { DeckPair } from './deck-pair.ts';
import type { OpenSource } from './hls-source.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { patience } from './patience.ts';
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
  #shownAt = Number.NEGATIVE_INFINITY;
  /** How often in a row the stream failed. */
  #failures = 0;
  #followsLive = false;
  readonly #decks: DeckPair;
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
    this.#decks = new DeckPair(wiring.videos, wiring.openSource, {
      shown: (deck) => this.#shown(deck),
      picture: (at, gap) => this.#picture(at, gap),
      movedOn: () => this.#movedOn(),
      ranDry: () => this.#patience.waiting(),
      ended: () => this.#ended(),
      refused: (error) => this.#refused(error),
      gone: (error) => this.#gone(error),
      failed: (failure) => this.#failed(failure),
    });
    this.#settle();
    this.#stopSettings = usePlayerStore.subscribe(() => this.#settle());
  }

  /** Shows the moment `at` (epoch ms); `skipped` is a gap already known to lie before it. */
  open(at: number, skipped?: Span): void {
    this.#begin(at, skipped);
    if (this.#decks.seek(at, this.#pace().stream)) return;
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
    this.#decks.front.pause();
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
    return this.#decks.front.video;
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
    this.#decks.dispose();
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
    try {
      await this.#decks.load({ cameraId: this.wiring.cameraId, at, speed: this.#pace().stream });
    } catch (error) {
      this.#failed(failureOf(error));
    }
  }

  #settle(): void {
    this.#decks.settle(settingsFor(this.#pace(), usePlayerStore.getState()));
  }

  /** Does to the deck in front what the viewer wants. */
  #obey(): void {
    const { wanted, state } = usePlayerStore.getState().model;
    const shows = usePlayhead.getState().goingTo === undefined && !standing.has(state.phase);
    if (wanted === 'play' && shows) this.#decks.front.play();
    else this.#decks.front.pause();
  }

  #clearStill(): void {
    this.#steps.clear();
    keepStill(undefined);
  }

  #shown(deck: Deck): void {
    this.#decks.bringForward(deck);
    this.#settle();
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

  #picture(at: number, gap: Span | undefined): void {
    if (usePlayerStore.getState().still) return;
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
    const { problem } = this.#decks.front;
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

  #gone(error: unknown): void {
    const at = wantedMoment();
    if (this.#failures === 0 && at !== undefined) {
      this.#failures = 1;
      this.#decks.front.pause();
      void this.#load(at);
    } else this.#failed(failureOf(error));
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
    this.#decks.giveUp();
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
    if (this.#decks.front.video.muted) this.pause();
    else {
      setMuted(true);
      this.#obey();
    }
  }
}
