import { once } from 'node:events';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { Harm } from '../faults/harm.ts';

/** A connection with harm done to what is sent on it, whatever is spoken; what comes in passes as it is. */
export class HarmedSocket extends Duplex {
  private readonly gone = new AbortController();

  constructor(
    private readonly raw: Socket,
    private readonly harm: Harm,
  ) {
    super();
    raw.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) raw.pause();
    });
    raw.once('end', () => this.push(null));
    raw.once('error', (error) => this.destroy(error));
    raw.once('close', () => {
      this.gone.abort();
      this.destroy();
    });
    if (harm.isOver) void harm.end(raw);
  }

  override _read(): void {
    this.raw.resume();
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.send(chunk).then(
      () => done(),
      (error: unknown) => done(error instanceof Error ? error : null),
    );
  }

  override _final(done: (error?: Error | null) => void): void {
    this.raw.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.raw.destroy();
    done(error);
  }

  private async send(bytes: Buffer): Promise<void> {
    const { signal } = this.gone;
    for await (const piece of this.harm.pieces(bytes, signal)) {
      if (!this.raw.write(piece)) await once(this.raw, 'drain', { signal });
    }
    if (!this.harm.isOver) return;
    await this.harm.end(this.raw);
    // What is written after the end goes nowhere.
    if (!signal.aborted) await once(signal, 'abort');
  }
}
