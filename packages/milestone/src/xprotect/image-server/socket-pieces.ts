import type { Socket } from 'node:net';

/** What waits for a slow reader, next to what the socket itself holds. */
const MOST_WAITING_BYTES = 64 * 1024;

type Piece = IteratorResult<Buffer, undefined>;
const END: Piece = { done: true, value: undefined };

/**
 * The bytes of a socket in the pieces in which they came, without putting them together, and no faster than they are
 * taken: what `for await` makes of a socket costs a copy of all of them.
 */
export class SocketPieces implements AsyncIterator<Buffer, undefined> {
  readonly #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #taker: { resolve: (piece: Piece) => void; reject: (error: Error) => void } | undefined;
  #failure: Error | undefined;
  #isOver = false;

  constructor(private readonly socket: Socket) {
    socket.on('data', (piece: Buffer) => this.#arrived(piece));
    socket.on('error', (error) => this.#ended(error));
    socket.on('end', () => this.#ended());
    socket.on('close', () => this.#ended());
  }

  /** One caller at a time. @throws what broke the socket */
  next(): Promise<Piece> {
    const value = this.#waiting.shift();
    if (value !== undefined) {
      this.#waitingBytes -= value.length;
      if (this.#waiting.length === 0) this.socket.resume();
      return Promise.resolve({ done: false, value });
    }
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (this.#isOver) return Promise.resolve(END);
    return new Promise((resolve, reject) => {
      this.#taker = { resolve, reject };
    });
  }

  #arrived(value: Buffer): void {
    if (this.#taker !== undefined) {
      this.#taker.resolve({ done: false, value });
      this.#taker = undefined;
      return;
    }
    this.#waiting.push(value);
    this.#waitingBytes += value.length;
    if (this.#waitingBytes >= MOST_WAITING_BYTES) this.socket.pause();
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
