import { Readable } from 'node:stream';
import { MatroskaOfJpegs } from '../../video/mux/matroska.ts';
import type { Muxer } from '../../video/mux/muxer.ts';
import { TransportStream } from '../../video/mux/transport-stream.ts';
import type { Picture, PictureCodec } from './generic-byte-data.ts';

/** Filled by one piece of the muxer: of two, whoever reads would have to make one. */
const BUFFER_BYTES = 60 * 1024;

const NOTHING: Iterator<Buffer> = [].values();

/** A muxer for pictures of a kind that begin at a time, epoch ms. */
export const muxerFor = (codec: PictureCodec, startTime: number): Muxer =>
  codec === 'jpeg' ? new MatroskaOfJpegs(startTime) : new TransportStream(codec, startTime);

interface Options {
  muxer: Muxer;
  /** One or more. */
  first: Picture[];
  /** The pictures after the first ones, those at a time that have come. Each is there until more are asked for. */
  rest: AsyncGenerator<Picture[]>;
  /** Hangs up. */
  close: () => void;
}

/** Pictures as one body. It asks for the next only when somebody reads, and ends where the camera begins to send another codec. */
export class RecordedVideo extends Readable {
  // Not the first pictures: they would stay in memory for as long as the stream.
  readonly #options: Omit<Options, 'first'>;
  /** Those that have come. What is taken is taken out, so that it does not stay in memory besides what comes next. */
  #pictures: Picture[];
  #codec: PictureCodec | undefined;
  /** What is left of the picture that is on its way out. */
  #pieces: Iterator<Buffer> = NOTHING;
  #time = Number.NEGATIVE_INFINITY;
  #isReading = false;
  /** Somebody asked for more than was pushed since. */
  #isWanted = false;

  constructor({ first, ...options }: Options) {
    super({ highWaterMark: BUFFER_BYTES });
    this.#options = options;
    this.#pictures = first;
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
        } else if (!(this.#goOn() || ((await this.#more()) && this.#goOn()))) {
          if (!this.destroyed) this.push(null);
          return;
        }
      }
    } finally {
      this.#isReading = false;
    }
  }

  /** On to the next picture that has come. `false` where there is none, or one of another codec. */
  #goOn(): boolean {
    this.#pieces = NOTHING;
    const [picture] = this.#pictures;
    this.#codec ??= picture?.codec;
    if (picture === undefined || picture.codec !== this.#codec) return false;
    this.#pictures.shift();
    // Times may stand still where a camera sends in bursts; players want them to go on.
    this.#time = Math.max(picture.time, this.#time + 1);
    this.#pieces = this.#options.muxer.add({ ...picture, time: this.#time })[Symbol.iterator]();
    return true;
  }

  /** Waits for more pictures, where there is none left. `false` where none comes, or nobody is there to see it. */
  async #more(): Promise<boolean> {
    if (this.#pictures.length > 0) return false;
    const { value, done } = await this.#options.rest.next();
    if (done || this.destroyed) return false;
    this.#pictures = value;
    return true;
  }
}
