import { Readable } from 'node:stream';
import { onAbort } from '../calls/abort.ts';
import type { Clock } from '../clock.ts';
import { MilestoneError, UnavailableError } from '../errors.ts';

/** What one stream may hold for a slow reader, next to the socket's own buffers. */
const BUFFER_BYTES = 60 * 1024;

interface Options {
  /** How long the VMS may be silent while bytes are wanted. A reader that pauses is no silence. */
  idleMs: number;
  clock: Clock;
  /** Each ends the stream and the connection. */
  signals: readonly AbortSignal[];
}

/** Video on its way from the VMS: asked for only as it is read, and its failures are a `MilestoneError`. */
export class VideoBody extends Readable {
  #silence: (() => void) | undefined;
  readonly #stopListening: () => void;

  constructor(
    private readonly source: Readable,
    private readonly options: Options,
  ) {
    super({ highWaterMark: BUFFER_BYTES });
    source.on('data', (chunk: Buffer) => this.#take(chunk));
    source.pause();
    source.on('end', () => this.push(null));
    source.on('error', (cause) => this.#lost(cause));
    source.on('close', () => {
      if (!source.readableEnded) this.#lost();
    });
    this.#stopListening = onAbort(options.signals, (reason) => this.destroy(reason));
  }

  override _read() {
    this.#awaitBytes();
    this.source.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void) {
    this.#silence?.();
    this.#stopListening();
    this.source.destroy();
    done(error);
  }

  #take(chunk: Buffer) {
    this.#silence?.();
    this.#silence = undefined;
    if (this.push(chunk)) this.#awaitBytes();
    else this.source.pause();
  }

  #awaitBytes() {
    const { clock, idleMs } = this.options;
    this.#silence ??= clock.after(idleMs, () => {
      this.destroy(new UnavailableError(`The VMS sent no video for ${idleMs / 1000} s.`));
    });
  }

  #lost(cause?: Error) {
    const dropped = 'The VMS dropped the connection in the middle of the video.';
    this.destroy(cause instanceof MilestoneError ? cause : new UnavailableError(dropped, { cause }));
  }
}
