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
  readonly #pieces: AsyncGenerator<Buffer>;
  #isReading = false;

  constructor(private readonly options: Options) {
    super({ highWaterMark: BUFFER_BYTES });
    this.#pieces = piecesOf(options);
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
      const { value, done } = await this.#pieces.next();
      if (this.destroyed) return;
      if (done) {
        this.push(null);
        return;
      }
      if (!this.push(value)) return;
    }
  }
}

async function* piecesOf({ muxer, first, rest }: Options): AsyncGenerator<Buffer> {
  let time = first.time;
  yield* muxer.add(first);
  for await (const picture of rest) {
    if (picture.codec !== first.codec) return;
    // Times may stand still where a camera sends in bursts; players want them to go on.
    time = Math.max(picture.time, time + 1);
    yield* muxer.add({ ...picture, time });
  }
}
