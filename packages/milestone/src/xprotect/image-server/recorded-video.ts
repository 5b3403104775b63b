import { Readable } from 'node:stream';
import { MatroskaOfJpegs } from '../../video/mux/matroska.ts';
import type { Muxer } from '../../video/mux/muxer.ts';
import { TransportStream } from '../../video/mux/transport-stream.ts';
import type { Picture, PictureCodec } from './generic-byte-data.ts';

/** Filled by one piece of the muxer: of two, whoever reads would have to make one. */
const BUFFER_BYTES = 60 * 1024;

/** A muxer for pictures of a kind that begin at a time, epoch ms. */
export const muxerFor = (codec: PictureCodec, startTime: number): Muxer =>
  codec === 'jpeg' ? new MatroskaOfJpegs(startTime) : new TransportStream(codec, startTime);

interface Options {
  muxer: Muxer;
  first: Picture;
  /** The pictures after the first. */
  rest: AsyncGenerator<Picture>;
  /** Hangs up. */
  close: () => void;
}

/** Pictures as one body. It asks for the next only when somebody reads, and ends where the camera begins to send another codec. */
export class RecordedVideo extends Readable {
  // Not the first picture: it would stay in memory for as long as the stream.
  readonly #options: Omit<Options, 'first'>;
  readonly #codec: PictureCodec;
  /** What is left of the picture that is on its way out. */
  #pieces: Iterator<Buffer>;
  #time: number;
  #isReading = false;
  /** Somebody asked for more than was pushed since. */
  #isWanted = false;

  constructor({ first, ...options }: Options) {
    super({ highWaterMark: BUFFER_BYTES });
    this.#options = options;
    this.#codec = first.codec;
    this.#time = first.time;
    this.#pieces = options.muxer.add(first)[Symbol.iterator]();
  }

  override _read(): void {
    this.#isWanted = true;
    if (this.#isReading) return;
    this.#isReading = true;
    this.#fill().catch((error: Error) => this.destroy(error));
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    // It must not wait for what the recorder has not sent yet: closing ends that wait.
    this.#options.close();
    done(error);
  }

  async #fill(): Promise<void> {
    try {
      while (this.#isWanted) {
        const { value, done } = this.#pieces.next();
        if (!done) {
          // Who reads may ask for more before `push` has returned, or right after: such a wish must not be lost.
          this.#isWanted = false;
          if (this.push(value)) this.#isWanted = true;
        } else if (!(await this.#goOn())) {
          if (!this.destroyed) this.push(null);
          return;
        }
      }
    } finally {
      this.#isReading = false;
    }
  }

  /** `false` where there is no further picture, or nobody to see it. */
  async #goOn(): Promise<boolean> {
    const { muxer, rest } = this.#options;
    this.#pieces = [].values();
    const { value: picture, done } = await rest.next();
    if (done || this.destroyed || picture.codec !== this.#codec) return false;
    // Times may stand still where a camera sends in bursts; players want them to go on.
    this.#time = Math.max(picture.time, this.#time + 1);
    this.#pieces = muxer.add({ ...picture, time: this.#time })[Symbol.iterator]();
    return true;
  }
}
