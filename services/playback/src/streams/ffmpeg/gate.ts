import { Transform, type TransformCallback } from 'node:stream';

/** Passes bytes on while it is open and holds its source back while it is shut, so that nothing piles up here. */
export class Gate extends Transform {
  private release: (() => void) | undefined;
  private isOpen = true;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
    const pass = () => done(null, chunk);
    if (this.isOpen) pass();
    else this.release = pass;
  }

  set(open: boolean) {
    this.isOpen = open;
    if (!open) return;
    const { release } = this;
    this.release = undefined;
    release?.();
  }
}
