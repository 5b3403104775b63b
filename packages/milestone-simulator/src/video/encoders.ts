import { ApiError } from '../http/api-error.ts';
import { Encoder } from './encoder.ts';

/** All FFmpeg processes of the simulator: never more than `most` at a time. */
export class Encoders {
  private readonly running = new Set<Encoder>();

  constructor(
    private readonly ffmpeg: string,
    private readonly most: number,
  ) {}

  /** @throws ApiError 503 when too many run already. */
  start(commandLine: readonly string[], input?: Iterable<Buffer>): Encoder {
    if (this.running.size >= this.most) {
      throw new ApiError(503, `${this.most} streams are open, which is all the simulator can serve.`, {
        retryAfterSeconds: 2,
      });
    }
    const encoder = new Encoder(this.ffmpeg, commandLine, input);
    this.running.add(encoder);
    void encoder.ended().then(() => this.running.delete(encoder));
    return encoder;
  }

  /** Stops every process and waits until they are gone. */
  async stopAll(): Promise<void> {
    const running = [...this.running];
    for (const encoder of running) encoder.stop();
    await Promise.all(running.map((encoder) => encoder.ended()));
  }
}
