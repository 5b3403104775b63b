import { ProtocolError, UnavailableError } from '../../errors.ts';

const NOTHING = Buffer.alloc(0);

/** The bytes of a connection, taken as they are asked for, however they were cut on the way. */
export class ByteReader {
  #rest: Buffer = NOTHING;

  constructor(private readonly source: AsyncIterator<Buffer>) {}

  /** The first byte that was not taken yet. @throws UnavailableError at the end of the connection. */
  async peek(): Promise<number> {
    while (this.#rest.length === 0) await this.#more();
    return this.#rest.readUInt8(0);
  }

  /** Exactly so many bytes. How many is for the caller to bound. @throws UnavailableError */
  async exactly(length: number): Promise<Buffer> {
    if (this.#rest.length >= length) return this.#take(length);
    const whole = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      if (this.#rest.length === 0) await this.#more();
      filled += this.#take(Math.min(length - filled, this.#rest.length)).copy(whole, filled);
    }
    return whole;
  }

  /** Takes so many bytes and forgets them as they come. @throws UnavailableError */
  async skip(length: number): Promise<void> {
    for (let left = length; left > 0; ) {
      if (this.#rest.length === 0) await this.#more();
      left -= this.#take(Math.min(left, this.#rest.length)).length;
    }
  }

  /** What comes before a mark, which is taken too. @throws ProtocolError where that is more than `most` bytes. @throws UnavailableError */
  async until(mark: Buffer, most: number): Promise<Buffer> {
    for (let from = 0; ; ) {
      const at = this.#rest.indexOf(mark, from);
      if (at > most || (at === -1 && this.#rest.length > most + mark.length)) {
        throw new ProtocolError(`The recording server sends ${most} bytes without an end.`);
      }
      if (at !== -1) {
        const found = this.#take(at);
        this.#take(mark.length);
        return found;
      }
      from = Math.max(0, this.#rest.length - mark.length + 1);
      await this.#more();
    }
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  async #more(): Promise<void> {
    const { value, done } = await this.source.next();
    if (done) throw new UnavailableError('The recording server dropped the connection.');
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
  }
}
