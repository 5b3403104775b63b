/** What was put into a unit so that no start code comes about in it (ITU-T H.264, 7.4.1). */
const ESCAPED = Buffer.from([0, 0, 3]);

/** The unit as it was before: without the bytes that were put into it. */
export function unescaped(unit: Buffer): Buffer {
  const pieces: Buffer[] = [];
  let from = 0;
  for (let at = unit.indexOf(ESCAPED); at !== -1; at = unit.indexOf(ESCAPED, from)) {
    pieces.push(unit.subarray(from, at + 2));
    from = at + 3;
  }
  return pieces.length === 0 ? unit : Buffer.concat([...pieces, unit.subarray(from)]);
}

/** Reads bit by bit; beyond the end there are zeros. */
export class BitReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  skip(count: number) {
    this.at += count;
  }

  bits(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left -= 1) {
      const byte = this.bytes[this.at >> 3] ?? 0;
      value = value * 2 + ((byte >> (7 - (this.at & 7))) & 1);
      this.at += 1;
    }
    return value;
  }

  /** A number of variable length, ue(v) (ITU-T H.264, 9.1). */
  golomb(): number {
    let zeros = 0;
    while (zeros < 32 && this.bits(1) === 0) zeros += 1;
    return 2 ** zeros - 1 + this.bits(zeros);
  }
}
