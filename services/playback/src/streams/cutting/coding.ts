import { streamTypes } from '../video/transport-packets.ts';
import { BitReader, unescaped } from './bit-reader.ts';

/** How pictures are coded that are cut without being decoded. */
export type CutCodec = 'h264' | 'h265';

/** What the cutter has to know of a way of coding pictures. Units are those of ITU-T H.264, table 7-1, or H.265, table 7-1. */
export interface Coding {
  streamType: number;
  typeOf(header: number): number;
  /** Whether it holds a piece of the picture itself. */
  isPicture(type: number): boolean;
  /** Whether what is decoded may begin with it. `unit` is all of it but for pieces of the picture. */
  isKey(type: number, unit: Buffer): boolean;
  /** Whether a piece of a picture is of one after which nothing needs what was before: it may come twice. */
  startsAnew(type: number): boolean;
  /** What says that a picture begins, with its start code. */
  delimiter: Buffer;
  /** The kinds of parameter sets without which nothing is decoded, in the order in which they come. */
  setTypes: readonly number[];
  /** The number of a parameter set among those of its type. */
  setId(type: number, unit: Buffer): number;
}

const SEI = 6;
const RECOVERY_POINT = 6;

const h264: Coding = {
  streamType: streamTypes.h264,
  typeOf: (header) => header & 0x1f,
  isPicture: (type) => type >= 1 && type <= 5,
  isKey: (type, unit) => type === 5 || (type === SEI && tellsRecoveryPoint(unit)),
  startsAnew: (type) => type === 5,
  delimiter: Buffer.from([0, 0, 0, 1, 0x09, 0xf0]),
  setTypes: [7, 8],
  setId(type, unit) {
    const bits = new BitReader(unescaped(unit));
    // A sequence's set begins with its profile and level.
    bits.skip(type === 7 ? 32 : 8);
    return bits.golomb();
  },
};

const h265: Coding = {
  streamType: streamTypes.h265,
  typeOf: (header) => (header >> 1) & 0x3f,
  isPicture: (type) => type < 32,
  isKey: (type) => type >= 16 && type <= 23,
  startsAnew: (type) => type >= 16 && type <= 20,
  delimiter: Buffer.from([0, 0, 0, 1, 0x46, 0x01, 0x50]),
  setTypes: [32, 33, 34],
  setId(type, unit) {
    const bits = new BitReader(unescaped(unit));
    bits.skip(16);
    if (type === 32) return bits.bits(4);
    if (type === 33) skipProfile(bits);
    return bits.golomb();
  },
};

export const codings: Readonly<Record<CutCodec, Coding>> = { h264, h265 };

/** A message that says that pictures are right from here on, as FFmpeg takes it too (ITU-T H.264, D.1.8). */
function tellsRecoveryPoint(unit: Buffer): boolean {
  const bytes = unescaped(unit);
  let at = 1;
  /** A number that goes on with the next byte for as long as that is full. */
  const number = () => {
    let value = 0;
    while (bytes[at] === 0xff) {
      value += 0xff;
      at += 1;
    }
    value += bytes[at] ?? 0;
    at += 1;
    return value;
  };
  // The last byte closes the unit.
  while (at < bytes.length - 1) {
    const message = number();
    if (message === RECOVERY_POINT) return true;
    const length = number();
    at += length;
  }
  return false;
}

/** What stands before the number of a sequence's set (ITU-T H.265, 7.3.2.2 and 7.3.3). */
function skipProfile(bits: BitReader) {
  bits.skip(4);
  const layers = bits.bits(3);
  bits.skip(1 + 96);
  const layerFlags = Array.from({ length: layers }, () => bits.bits(2));
  if (layers > 0) bits.skip((8 - layers) * 2);
  for (const flags of layerFlags) bits.skip((flags & 2 ? 88 : 0) + (flags & 1 ? 8 : 0));
}
