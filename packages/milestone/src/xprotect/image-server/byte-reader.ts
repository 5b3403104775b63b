import { ProtocolError, UnavailableError } from '../../errors.ts';

const NOTHING = Buffer.alloc(0);
/** What lies in several pieces is put together in the same memory again and again, up to this size. It grows in steps. */
const MOST_ROOM_BYTES = 256 * 1024;
const ROOM_STEP_BYTES = 32 * 1024;

/**
 * The bytes of a connection, taken as they are asked for, however they were cut on the way. What was taken may be gone as soon
 * as anything else is asked for, as the pieces of the source are.
 */
export class ByteReader {
  #rest: Buffer = NOTHING;
  #room: Buffer = NOTHING;

  constructor(private readonly source: AsyncIterator<Buffer>) {}

  /** The first byte that was not taken yet. @throws UnavailableError at the end of the connection. */
  async peek(): Promise<number> {
    while (this.#rest.length === 0) await this.#more();
    return this.#rest.readUInt8(0);
  }

  /** Exactly so many bytes where they have come already. What was taken in this manner before stays there. */
  exactlyNow(length: number): Buffer | undefined {
    return this.#rest.length >= length ? this.#take(length) : undefined;
  }

  /** Exactly so many bytes. How many is for the caller to bound. @throws UnavailableError */
  async exactly(length: number): Promise<Buffer> {
    const there = this.exactlyNow(length);
    if (there !== undefined) return there;
    const whole = this.#roomFor(length);
    let filled = 0;
    while (filled < length) {
      if (this.#rest.length === 0) await this.#more();
      const taken = this.#take(Math.min(length - filled, this.#rest.length));
      whole.set(taken, filled);
      filled += taken.length;
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

  /** As `until`, where the mark has come already. @throws ProtocolError */
  untilNow(mark: Buffer, most: number): Buffer | undefined {
    return this.#until(mark, most, 0);
  }

  /** What comes before a mark, which is taken too. @throws ProtocolError where that is more than `most` bytes. @throws UnavailableError */
  async until(mark: Buffer, most: number): Promise<Buffer> {
    for (let from = 0; ; ) {
      const found = this.#until(mark, most, from);
      if (found !== undefined) return found;
      from = Math.max(0, this.#rest.length - mark.length + 1);
      await this.#more();
    }
  }

  /** Looks for the mark from there on. */
  #until(mark: Buffer, most: number, from: number): Buffer | undefined {
    const at = this.#rest.indexOf(mark, from);
    if (at > most || (at === -1 && this.#rest.length > most + mark.length)) {
      throw new ProtocolError(`The recording server sends ${most} bytes without an end.`);
    }
    if (at === -1) return undefined;
    const found = this.#take(at);
    this.#take(mark.length);
    return found;
  }

  #roomFor(length: number): Buffer {
    if (length > MOST_ROOM_BYTES) return Buffer.allocUnsafeSlow(length);
    if (this.#room.length < length)
      this.#room = Buffer.allocUnsafeSlow(Math.ceil(length / ROOM_STEP_BYTES) * ROOM_STEP_BYTES);
    return this.#room.subarray(0, length);
  }

  #take(length: number): Buffer {
    const taken = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return taken;
  }

  async #more(): Promise<void> {
    // A copy: the next piece may come to lie where this one does.
    const before = this.#rest.length === 0 ? NOTHING : Buffer.from(this.#rest);
    const { value, done } = await this.source.next();
    if (done) throw new UnavailableError('The recording server dropped the connection.');
    this.#rest = before.length === 0 ? value : Buffer.concat([before, value]);
  }
}
