import type { Span } from '../../../time/span.ts';
import { Deck, settingsFor } from '../deck.ts';
import type { OpenSource } from '../hls-source.ts';
import { placeOf } from '../media-clock.ts';
import type { Direction, PlayerFailure } from '../player-machine.ts';
import { failureOf, isNothingYet, pauseBefore } from '../recovery.ts';
import type { Pace } from '../speeds.ts';
import { correctionFor } from './drift.ts';

/** What one camera of the grid shows: exactly one of these, each drawn. */
export type TileView =
  /** Its picture of the clock's moment is on the way, or has been for `long`; an older one may be on screen. */
  | { readonly phase: 'loading'; readonly long: boolean }
  /** Its picture follows the clock. */
  | { readonly phase: 'showing' }
  /** Nothing was recorded there; it comes back by itself where the gap ends. */
  | { readonly phase: 'gap'; readonly gap: Span }
  /** Nothing is recorded from there on in the direction of play. */
  | { readonly phase: 'empty'; readonly direction: Direction }
  /** It is opened again by itself, where that may help. */
  | { readonly phase: 'failed'; readonly failure: PlayerFailure; readonly again: boolean };

/** The clock runs, or stands because the viewer paused, or is held until all have their pictures. */
export type ClockState = 'runs' | 'stands' | 'held';

type Wiring = {
  readonly videos: readonly [HTMLVideoElement, HTMLVideoElement];
  readonly cameraId: string;
  readonly openSource: OpenSource;
  /** A monotonic clock, in ms. */
  readonly now: () => number;
  /** The browser plays it without sound only. */
  readonly onSilenced: () => void;
};

/** The others wait so long, in ms, for one that opens, and for one that ran dry; then they go on without it. */
const OPENING_MS = 20_000;
const DRY_MS = 3_000;
/** What is awaited for longer than this, in ms, takes long: the viewer is told, and may act. */
const LONG_MS = 5_000;
/** A picture that stands for less than this, in ms, holds nobody up. */
const BLINK_MS = 250;
/** Between two seeks that correct drift, in ms: a seek needs time to show its picture. */
const SEEK_PAUSE_MS = 1_500;
/** What is not in the stream so long after it should be, in ms, is opened anew. */
const BEYOND_MS = 2_000;
/** A seek inside what is loaded that takes longer than this, in ms, will not end. */
const STUCK_MS = 4_000;
/** Where there is no footage it is looked for again this often, in ms. */
const LOOK_AGAIN_MS = 10_000;
/** A paused picture that is this near to the clock, in s, is the one of its moment. */
const SAME_PICTURE_S = 0.02;
/** While the clock waits for others, a picture that is this near to it, in s, stays. */
const HELD_S = 0.25;
/** `readyState` from which on playing goes on (HTML, §4.8.11.7). */
const HAVE_FUTURE_DATA = 3;

const loading: TileView = { phase: 'loading', long: false };

type Waiting = { readonly since: number; readonly why: 'opens' | 'dry' };

/** One camera of a grid: two decks, so that the picture stays while another stream opens, that follow a clock not its own. */
export class Tile {
  view: TileView = loading;
  /** Whether its sound is heard, at the speed that has one. */
  heard = false;
  #front: Deck;
  #back: Deck;
  #waiting: Waiting | undefined;
  #skipped: Span | undefined;
  #attempts = 0;
  #againAt: number | undefined;
  #soughtAt = Number.NEGATIVE_INFINITY;
  #ended = false;
  #pace: Pace = { stream: 1, rate: 1 };
  /** Where the clock was last, epoch ms. */
  #at = 0;

  constructor(private readonly wiring: Wiring) {
    const listener = {
      shown: (deck: Deck) => this.#shown(deck),
      picture: () => undefined,
      movedOn: () => undefined,
      ranDry: () => undefined,
      ended: (deck: Deck) => this.#end(deck),
      gone: (deck: Deck, error: unknown) => this.#lost(deck, failureOf(error)),
      failed: (deck: Deck, failure: PlayerFailure) => this.#lost(deck, failure),
      refused: (_: Deck, error: unknown) => this.#refused(error),
    };
    const [first, second] = wiring.videos;
    this.#front = new Deck(first, wiring.openSource, listener);
    this.#back = new Deck(second, wiring.openSource, listener);
    this.#bringForward(this.#front);
  }

  /** When the picture on screen was recorded, epoch ms; undefined while it is of another moment than the clock's. */
  get shownAt(): number | undefined {
    return this.view.phase === 'showing' ? this.#front.at : undefined;
  }

  /** Whether the clock should wait for it. */
  get holdsUp(): boolean {
    if (!this.#waiting) return false;
    const { since, why } = this.#waiting;
    const waited = this.wiring.now() - since;
    return why === 'opens' ? waited < OPENING_MS : waited > BLINK_MS && waited < DRY_MS + BLINK_MS;
  }

  /** Gets ready to show `at` (epoch ms), in the stream that it has where that holds it. */
  open(at: number, pace: Pace) {
    this.#pace = pace;
    this.#attempts = 0;
    this.#reopen(at);
  }

  /** Plays its stream faster or slower from now on. */
  pace(pace: Pace) {
    this.#pace = pace;
  }

  /** Follows the clock, which is at `at` (epoch ms). Called several times a second. */
  follow(at: number, clock: ClockState) {
    const { phase } = this.view;
    this.#at = at;
    if (phase === 'failed' || phase === 'empty') return this.#lookAgain(at);
    if (this.#back.waits || this.#front.waits) return this.#awaitPicture(at);
    const place = placeOf(this.#front.map(), at);
    if (place.kind === 'at') this.#correct(place.mediaTime, at, clock);
    else if (place.kind === 'gap') this.#rest({ phase: 'gap', gap: place.gap });
    else if (this.#skipped && inGap(this.#skipped, at)) this.#rest({ phase: 'gap', gap: this.#skipped });
    else if (place.kind === 'before') this.#reopen(at);
    else this.#ranBeyond(at);
  }

  dispose() {
    this.#front.dispose();
    this.#back.dispose();
  }

  #reopen(at: number) {
    this.#againAt = undefined;
    this.#ended = false;
    if (this.#back.waits) this.#back.close();
    this.#wait('opens');
    if (this.#front.seek(at, this.#pace.stream)) {
      this.view = loading;
      return;
    }
    const inside = this.#front.speed === this.#pace.stream && placeOf(this.#front.map(), at);
    if (inside && inside.kind === 'gap') return this.#rest({ phase: 'gap', gap: inside.gap });
    this.view = loading;
    void this.#load(at);
  }

  async #load(at: number): Promise<void> {
    this.#front.rest();
    try {
      await this.#back.load({ cameraId: this.wiring.cameraId, at, speed: this.#pace.stream });
    } catch (error) {
      this.#failed(failureOf(error));
    }
  }

  #shown(deck: Deck) {
    this.#bringForward(deck);
    this.#skipped = deck.takeSkipped() ?? this.#skipped;
    this.#attempts = 0;
    this.#waiting = undefined;
    this.view = { phase: 'showing' };
  }

  #bringForward(deck: Deck) {
    if (deck !== this.#front) {
      [this.#front, this.#back] = [this.#back, this.#front];
      this.#skipped = undefined;
    }
    this.#front.video.dataset.front = '';
    delete this.#back.video.dataset.front;
    this.#back.rest();
  }

  /** A seek takes a blink; one that takes longer holds the others up, and one that never ends is given up for a new stream. */
  #awaitPicture(at: number) {
    this.#front.pause();
    if (!this.#waiting) this.#wait('dry');
    const waited = this.#waiting ? this.wiring.now() - this.#waiting.since : 0;
    if (waited > BLINK_MS) this.view = { phase: 'loading', long: waited > LONG_MS };
    if (this.#back.waits || waited < STUCK_MS) return;
    this.#wait('opens');
    void this.#load(at);
  }

  #correct(mediaTime: number, at: number, clock: ClockState) {
    const { video } = this.#front;
    const drift = video.currentTime - mediaTime;
    if (this.view.phase !== 'showing') this.view = { phase: 'showing' };
    if (clock !== 'runs') {
      this.#front.pause();
      if (video.readyState >= HAVE_FUTURE_DATA) this.#waiting = undefined;
      if (Math.abs(drift) > (clock === 'stands' ? SAME_PICTURE_S : HELD_S)) this.#seek(at);
      return;
    }
    const correction = correctionFor(drift, this.#pace.rate);
    if (correction.seek && this.wiring.now() - this.#soughtAt > SEEK_PAUSE_MS) this.#seek(at);
    const settings = settingsFor(this.#pace, { volume: 1, muted: !this.heard });
    this.#front.settle({ ...settings, rate: correction.seek ? this.#pace.rate : correction.rate });
    this.#front.play();
    if (video.readyState >= HAVE_FUTURE_DATA) this.#waiting = undefined;
    else this.#wait('dry');
  }

  #seek(at: number) {
    this.#soughtAt = this.wiring.now();
    this.#front.seek(at, this.#pace.stream);
  }

  #rest(view: TileView) {
    this.#front.pause();
    this.#waiting = undefined;
    this.view = view;
  }

  #ranBeyond(at: number) {
    if (this.#ended) return this.#nothing();
    this.#wait('dry');
    this.#front.pause();
    if (this.#waiting && this.wiring.now() - this.#waiting.since > BEYOND_MS) this.#reopen(at);
  }

  #wait(why: Waiting['why']) {
    if (this.#waiting?.why !== why || why === 'opens') this.#waiting = { since: this.wiring.now(), why };
  }

  #refused(error: unknown) {
    if (this.heard && error instanceof DOMException && error.name === 'NotAllowedError')
      this.wiring.onSilenced();
  }

  #end(deck: Deck) {
    if (deck === this.#front) this.#ended = true;
  }

  #nothing() {
    this.#rest({ phase: 'empty', direction: this.#pace.stream > 0 ? 'forward' : 'reverse' });
    this.#againAt = this.wiring.now() + LOOK_AGAIN_MS;
  }

  /** A stream that breaks is opened anew where the clock is: once at once, then after a pause. One that rests is not missed. */
  #lost(deck: Deck, failure: PlayerFailure) {
    if (deck === this.#back && !deck.waits) deck.close();
    else if (this.#attempts > 0 || isNothingYet(failure)) this.#failed(failure);
    else {
      this.#attempts = 1;
      this.#back.close();
      this.#wait('opens');
      this.view = loading;
      void this.#load(this.#at); // the picture in front stays meanwhile
    }
  }

  #failed(failure: PlayerFailure) {
    this.#back.close();
    if (isNothingYet(failure)) return this.#nothing();
    this.#attempts += 1;
    const pause = pauseBefore(failure, this.#attempts);
    this.#rest({ phase: 'failed', failure, again: pause !== undefined });
    this.#againAt = pause === undefined ? undefined : this.wiring.now() + pause;
  }

  #lookAgain(at: number) {
    if (this.#againAt !== undefined && this.wiring.now() >= this.#againAt) this.#reopen(at);
  }
}

const inGap = ({ from, to }: Span, at: number): boolean => at >= from && at <= to;
