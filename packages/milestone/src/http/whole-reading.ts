import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { ProtocolError } from '../errors.ts';

/** More than any answer that is read as a whole. */
export const MOST_ANSWER_BYTES = 64 * 1024 * 1024;

/** An answer as it came, compressed or not. */
export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Collects an answer piece by piece, without a stream in between: most are one piece of a few hundred bytes. */
export class WholeReading implements Dispatcher.DispatchHandler {
  #status = 0;
  #headers: IncomingHttpHeaders = {};
  #pieces: Buffer[] = [];
  #size = 0;

  constructor(
    private readonly resolve: (answer: RawAnswer) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  /** undici tells handlers of its two kinds apart by it. */
  onRequestStart(): void {}

  /** The last one counts: those before it only promise it (1xx). */
  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, piece: Buffer): void {
    this.#size += piece.length;
    if (this.#size > MOST_ANSWER_BYTES) controller.abort(endless());
    else this.#pieces.push(piece);
  }

  onResponseEnd(): void {
    const [first, ...others] = this.#pieces;
    const body = first && others.length === 0 ? first : Buffer.concat(this.#pieces, this.#size);
    this.resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.reject(error);
  }
}

/** The rest of a body that turned out to be short text. @throws ProtocolError where it is not. */
export async function collected(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > MOST_ANSWER_BYTES) throw endless();
    pieces.push(piece);
  }
  return Buffer.concat(pieces, size);
}

export const endless = () => new ProtocolError('The VMS sends an answer without end.');
