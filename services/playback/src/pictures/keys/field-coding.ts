import { BitReader, unescaped } from '../../streams/cutting/bit-reader.ts';

/** Profiles whose parameters tell of colours and of scaling (ITU-T H.264, 7.3.2.1.1). */
const FINE_PROFILES = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];
const FOUR_FOUR_FOUR = 3;

/**
 * Whether H.264 with this set of parameters for a sequence may code the two fields of a picture one by one. Pictures can't be
 * counted by their first pieces then. The set comes without its start code.
 */
export function mayHaveFields(set: Buffer): boolean {
  const bits = new BitReader(unescaped(set));
  bits.skip(8);
  const profile = bits.bits(8);
  bits.skip(16);
  bits.golomb();
  if (FINE_PROFILES.includes(profile)) skipColours(bits);
  bits.golomb();
  const order = bits.golomb();
  if (order === 0) bits.golomb();
  if (order === 1) skipOrder(bits);
  bits.golomb();
  bits.skip(1);
  bits.golomb();
  bits.golomb();
  return bits.bits(1) === 0;
}

function skipColours(bits: BitReader) {
  const format = bits.golomb();
  if (format === FOUR_FOUR_FOUR) bits.skip(1);
  bits.golomb();
  bits.golomb();
  bits.skip(1);
  if (bits.bits(1) === 0) return;
  for (let list = 0; list < (format === FOUR_FOUR_FOUR ? 12 : 8); list += 1) {
    if (bits.bits(1) === 1) skipScaling(bits, list < 6 ? 16 : 64);
  }
}

function skipScaling(bits: BitReader, size: number) {
  let last = 8;
  let next = 8;
  for (let at = 0; at < size; at += 1) {
    if (next !== 0) next = (last + signed(bits.golomb()) + 256) % 256;
    if (next !== 0) last = next;
  }
}

function skipOrder(bits: BitReader) {
  bits.skip(1);
  bits.golomb();
  bits.golomb();
  const count = Math.min(bits.golomb(), 255);
  for (let at = 0; at < count; at += 1) bits.golomb();
}

/** se(v) of ue(v) (ITU-T H.264, 9.1.1). */
const signed = (code: number) => (code % 2 === 1 ? (code + 1) / 2 : -code / 2);
