import { EncoderError } from '../video/encoder.ts';
import { PICTURE_RATE } from '../video/picture-grid.ts';
import type { Take } from '../video/take.ts';
import type { PreparedLoop } from './prepared-loop.ts';
import { TransportStream } from './transport-stream.ts';

/** How prepared video is wrapped. */
export type PreparedContainer = 'mp2t' | 'h264';

export interface PreparedRequest {
  take: Take;
  cameraNumber: number;
  container: PreparedContainer;
}

/** Pictures that are made at a time. */
const AT_ONCE = PICTURE_RATE;

/** An open stream of prepared video, made as it is read; to its reader it is what an `Encoder` is. */
export class PreparedStream {
  readonly pid = undefined;
  private readonly end = new AbortController();

  constructor(
    private readonly loop: PreparedLoop,
    private readonly request: PreparedRequest,
  ) {}

  /** @throws EncoderError when it was stopped before its end. */
  async *output(): AsyncGenerator<Buffer> {
    const { take, cameraNumber, container } = this.request;
    const transport = new TransportStream();
    let ready: Buffer[] = [];
    let pictures = 0;
    try {
      for (const picture of this.loop.show(take, cameraNumber)) {
        ready.push(
          ...(container === 'mp2t' ? transport.wrap(picture) : [picture.front, picture.scene.annexB]),
        );
        pictures += 1;
        if (pictures % AT_ONCE > 0) continue;
        yield Buffer.concat(ready);
        if (this.end.signal.aborted) throw new EncoderError('The prepared stream was stopped.');
        ready = [];
      }
      if (ready.length > 0) yield Buffer.concat(ready);
    } finally {
      this.stop();
    }
  }

  /** Settles once it was read to the end or stopped. */
  ended(): Promise<void> {
    const { signal } = this.end;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  stop(): void {
    this.end.abort();
  }
}
