/** Timestamps of MPEG-TS (ISO/IEC 13818-1, 2.4.3.6): ticks of a clock that starts over after 26 h. */
export const CLOCK_HZ = 90_000;

const WRAP = 2 ** 33;

/**
 * A picture may come so much later than the one before it, in seconds: nothing was recorded meanwhile, though the VMS lists it. What
 * leaps further is another clock.
 */
export const LONGEST_HOLE_SECONDS = 3_600;

/** What marks the five bytes of a timestamp: that of showing alone, that of showing before that of decoding, that one. */
export const stampMarks = { alone: 0x20, shown: 0x30, decoded: 0x10 } as const;

/** 33 bits in five bytes. */
export function readTimestamp(bytes: Buffer, at: number): number {
  const high = (bytes.readUInt8(at) >> 1) & 7;
  const middle = bytes.readUInt16BE(at + 1) >> 1;
  const low = bytes.readUInt16BE(at + 3) >> 1;
  return high * 2 ** 30 + middle * 2 ** 15 + low;
}

/** The contrary of {@link readTimestamp}; however many rounds of the clock `ticks` are. */
export function writeTimestamp(bytes: Buffer, at: number, ticks: number, mark: number) {
  const stamp = wrapped(ticks);
  bytes.writeUInt8(mark | (Math.floor(stamp / 2 ** 30) << 1) | 1, at);
  bytes.writeUInt16BE(((Math.floor(stamp / 2 ** 15) & 0x7fff) << 1) | 1, at + 1);
  bytes.writeUInt16BE(((stamp & 0x7fff) << 1) | 1, at + 3);
}

/** The program's clock in six bytes: 33 bits, 6 reserved ones, and 9 bits of a finer clock that is not used. */
export function writeClock(bytes: Buffer, at: number, ticks: number) {
  const stamp = wrapped(ticks);
  bytes.writeUInt32BE(Math.floor(stamp / 2), at);
  bytes.writeUInt16BE((stamp % 2) * 0x8000 + 0x7e00, at + 4);
}

/** From one timestamp to another the short way round the clock; negative backwards. */
export function ticksBetween(from: number, to: number): number {
  const ticks = wrapped(to - from);
  return ticks < WRAP / 2 ? ticks : ticks - WRAP;
}

const wrapped = (ticks: number) => ((ticks % WRAP) + WRAP) % WRAP;
