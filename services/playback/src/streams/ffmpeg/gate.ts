import { Transform, type TransformCallback } from 'node:stream';

/** Passes bytes on while they may pass, and holds its source back while they may not, so that nothing piles up here. */
export class Gate extends Transform {
  /** How many bytes have passed. */
  passedBytes = 0;
  private held: { chunk: Buffer; done: TransformCallback } | undefined;

  /** `mayPass` is asked for each piece of so many bytes, and again at each look until it may. */
  constructor(private readonly mayPass: (bytes: number) => boolean) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
    this.held = { chunk, done };
    this.look();
  }

  /** What is held may pass by now. */
  look() {
    const { held } = this;
    if (held === undefined || !this.mayPass(held.chunk.length)) return;
    this.held = undefined;
    this.passedBytes += held.chunk.length;
    held.done(null, held.chunk);
  }
}
