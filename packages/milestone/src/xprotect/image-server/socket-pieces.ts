import type { OnReadOpts, Socket } from 'node:net';

/** What is read at a time. Two of these serve all reads of a socket. */
const READ_BYTES = 128 * 1024;

type Piece = IteratorResult<Buffer, undefined>;
const END: Piece = { done: true, value: undefined };

/**
 * The bytes of a socket in the pieces in which they come, no faster than they are taken. They are read into the same memory
 * again and again, at half the cost of what a socket does by itself: a piece is gone once the next is asked for.
 */
export class SocketPieces implements AsyncIterator<Buffer, undefined> {
  readonly socket: Socket;
  /** Where the next read goes, and what will be read into once this is handed out. */
  #target = Buffer.allocUnsafeSlow(READ_BYTES);
  #spare = Buffer.allocUnsafeSlow(READ_BYTES);
  /** Copies of what came unasked: with the opening, or, over TLS, in one record with what was asked for. */
  readonly #waiting: Buffer[] = [];
  #taker: { resolve: (piece: Piece) => void; reject: (error: Error) => void } | undefined;
  #failure: Error | undefined;
  #isOver = false;

  /** `open` makes the socket that reads in this manner. */
  constructor(open: (onread: OnReadOpts) => Socket) {
    this.socket = open({ buffer: () => this.#target, callback: (length) => this.#arrived(length) });
    this.socket.on('error', (error) => this.#ended(error));
    this.socket.on('end', () => this.#ended());
    this.socket.on('close', () => this.#ended());
  }

  /** One caller at a time. @throws what broke the socket */
  next(): Promise<Piece> {
    const value = this.#waiting.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#isOver) return Promise.resolve(END);
    return new Promise((resolve, reject) => {
      this.#taker = { resolve, reject };
      this.socket.resume();
    });
  }

  /** `false`: nothing more is read until somebody asks. */
  #arrived(length: number): false {
    const value = this.#target.subarray(0, length);
    if (this.#taker === undefined) {
      this.#waiting.push(Buffer.from(value));
      return false;
    }
    [this.#target, this.#spare] = [this.#spare, this.#target];
    this.#taker.resolve({ done: false, value });
    this.#taker = undefined;
    return false;
  }

  #ended(error?: Error): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#failure = error;
    if (error === undefined) this.#taker?.resolve(END);
    else this.#taker?.reject(error);
    this.#taker = undefined;
  }
}
