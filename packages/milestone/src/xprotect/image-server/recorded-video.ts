import { Readable } from 'node:stream';
import { MatroskaOfJpegs } from '../../video/mux/matroska.ts';
import type { Muxer } from '../../video/mux/muxer.ts';
import { TransportStream } from '../../video/mux/transport-stream.ts';
import type { Picture, PictureCodec } from './generic-byte-data.ts';

const BUFFER_BYTES = 64 * 1024;

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
  /** What is left of the picture that is on its way out. */
  #pieces: Iterator<Buffer>;
  #time: number;
  #isReading = false;

  constructor(private readonly options: Options) {
    super({ highWaterMark: BUFFER_BYTES });
    const { muxer, first } = options;
    this.#time = first.time;
    this.#pieces = muxer.add(first)[Symbol.iterator]();
  }

  override _read(): void {
    if (this.#isReading) return;
    this.#isReading = true;
    this.#fill().then(
      () => {
        this.#isReading = false;
      },
      (error: Error) => this.destroy(error),
    );
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    // It must not wait for what the recorder has not sent yet: closing ends that wait.
    this.options.close();
    done(error);
  }

  async #fill(): Promise<void> {
    for (;;) {
      const { value, done } = this.#pieces.next();
      if (!done) {
        if (!this.push(value)) return;
      } else if (!(await this.#goOn())) {
        if (!this.destroyed) this.push(null);
        return;
      }
    }
  }

  /** `false` where there is no further picture, or nobody to see it. */
  async #goOn(): Promise<boolean> {
    const { muxer, first, rest } = this.options;
    const { value: picture, done } = await rest.next();
    if (done || this.destroyed || picture.codec !== first.codec) return false;
    // Times may stand still where a camera sends in bursts; players want them to go on.
    this.#time = Math.max(picture.time, this.#time + 1);
    this.#pieces = muxer.add({ ...picture, time: this.#time })[Symbol.iterator]();
    return true;
  }
}
