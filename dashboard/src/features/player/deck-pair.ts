import type { Span } from '../../time/span.ts';
import { Deck, type DeckSettings } from './deck.ts';
import type { OpenSource } from './hls-source.ts';
import { keepInPicture } from './picture-in-picture.ts';
import type { PlayerFailure } from './player-machine.ts';
import type { StreamAddress } from './stream-playlist.ts';

/** What is heard of the two: of the one in front, but for `shown`; of failures those alone that matter. */
export type DeckPairListener = {
  /** The picture that was asked for is there, in front or behind. */
  readonly shown: (deck: Deck) => void;
  readonly picture: (at: number, gap: Span | undefined) => void;
  readonly movedOn: () => void;
  readonly ranDry: () => void;
  readonly ended: () => void;
  readonly refused: (error: unknown) => void;
  readonly gone: (error: unknown) => void;
  readonly failed: (failure: PlayerFailure) => void;
};

/** Two decks: one shows, the other gets ready behind it or keeps what it showed before. */
export class DeckPair {
  #front: Deck;
  #back: Deck;

  constructor(
    [first, second]: readonly [HTMLVideoElement, HTMLVideoElement],
    openSource: OpenSource,
    listener: DeckPairListener,
  ) {
    const inFront = (deck: Deck) => deck === this.#front;
    const heard = {
      shown: listener.shown,
      picture: (deck: Deck, at: number, gap: Span | undefined) => inFront(deck) && listener.picture(at, gap),
      movedOn: (deck: Deck) => inFront(deck) && listener.movedOn(),
      ranDry: (deck: Deck) => inFront(deck) && listener.ranDry(),
      ended: (deck: Deck) => inFront(deck) && listener.ended(),
      refused: (deck: Deck, error: unknown) => inFront(deck) && listener.refused(error),
      gone: (deck: Deck, error: unknown) => this.#broke(deck, () => listener.gone(error)),
      failed: (deck: Deck, failure: PlayerFailure) => this.#broke(deck, () => listener.failed(failure)),
    };
    this.#front = new Deck(first, openSource, heard);
    this.#back = new Deck(second, openSource, heard);
    this.bringForward(this.#front);
  }

  get front(): Deck {
    return this.#front;
  }

  /** Opens a stream behind the picture. @throws what opening throws */
  async load(address: StreamAddress): Promise<void> {
    this.#front.rest(); // what it would still load holds up what is waited for
    await this.#back.load(address);
  }

  /** Goes to the moment `at` (epoch ms) in whichever holds it; what was being opened is not wanted any more. */
  seek(at: number, speed: number): boolean {
    if (this.#back.waits) this.#back.close();
    return this.#front.seek(at, speed) || this.#back.seek(at, speed);
  }

  bringForward(deck: Deck): void {
    if (deck !== this.#front) {
      [this.#front, this.#back] = [this.#back, this.#front];
      keepInPicture(this.#back.video, this.#front.video);
    }
    this.#front.video.dataset.front = '';
    delete this.#back.video.dataset.front;
    this.#back.rest();
  }

  /** The picture in front stays; nothing more is to be expected from behind. */
  giveUp(): void {
    this.#front.pause();
    this.#back.close();
  }

  /** Only the one in front is heard. */
  settle(settings: DeckSettings): void {
    this.#front.settle(settings);
    this.#back.settle({ ...settings, muted: true });
  }

  dispose(): void {
    this.#front.dispose();
    this.#back.dispose();
  }

  /** It matters how a deck is, but for the one behind while it rests, and for one about to be replaced. */
  #broke(deck: Deck, tell: () => void): void {
    const matters = deck === this.#back ? deck.waits : !this.#back.waits;
    if (matters) tell();
    else if (deck === this.#back) deck.close();
  }
}
