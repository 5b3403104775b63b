/** Writes the bit strings that H.264 is made of (ITU-T H.264, 7.2 and 9.1). */
export class BitWriter {
  private readonly bytes: number[] = [];
  private current = 0;
  private free = 8;

  /** `value` in so many bits, the highest first. */
  fixed(value: number, bits: number): this {
    for (let bit = bits - 1; bit >= 0; bit -= 1) this.bit((value >>> bit) & 1);
    return this;
  }

  /** Exponential Golomb, for whole numbers from 0: ue(v). */
  unsigned(value: number): this {
    const bits = 32 - Math.clz32(value + 1);
    return this.fixed(0, bits - 1).fixed(value + 1, bits);
  }

  /** Exponential Golomb, for whole numbers of either sign: se(v). */
  signed(value: number): this {
    return this.unsigned(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** What was written, closed by the stop bit and filled up to a whole byte. */
  finish(): Buffer {
    this.bit(1);
    while (this.free < 8) this.bit(0);
    return Buffer.from(this.bytes);
  }

  private bit(value: number) {
    this.free -= 1;
    this.current |= value << this.free;
    if (this.free > 0) return;
    this.bytes.push(this.current);
    this.current = 0;
    this.free = 8;
  }
}

/** Reads them. Past the end there are zeros. */
export class BitReader {
  private position = 0;

  constructor(private readonly bytes: Buffer) {}

  fixed(bits: number): number {
    let value = 0;
    for (let count = 0; count < bits; count += 1) value = value * 2 + this.bit();
    return value;
  }

  unsigned(): number {
    let zeros = 0;
    while (zeros < 32 && this.bit() === 0) zeros += 1;
    return 2 ** zeros - 1 + this.fixed(zeros);
  }

  signed(): number {
    const code = this.unsigned();
    return code % 2 === 1 ? (code + 1) / 2 : -code / 2;
  }

  private bit(): number {
    const byte = this.bytes[this.position >> 3] ?? 0;
    const bit = (byte >> (7 - (this.position & 7))) & 1;
    this.position += 1;
    return bit;
  }
}
