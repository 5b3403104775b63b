import { BitReader, type BitWriter } from './bits.ts';
import { Nal, nalKind, unescapePayload } from './nal-units.ts';

/** What the parameter sets say of how slices begin, as far as x264's baseline profile goes. */
export interface SliceSyntax {
  frameNumberBits: number;
  /** 0 when pictures carry no order of their own: they are shown in the order they come. */
  orderBits: number;
  initialQp: number;
  hasDeblockingControl: boolean;
}

/** @throws Error when the sets use what a strip can not be written with. */
export function readSliceSyntax(sps: Buffer, pps: Buffer): SliceSyntax {
  const sequence = new BitReader(unescapePayload(sps.subarray(4)));
  sequence.unsigned();
  const frameNumberBits = sequence.unsigned() + 4;
  const orderBits = sequence.unsigned() === 0 ? sequence.unsigned() + 4 : 0;

  const picture = new BitReader(unescapePayload(pps.subarray(1)));
  picture.unsigned();
  picture.unsigned();
  const isArithmetic = picture.fixed(1) === 1;
  picture.fixed(1);
  const groups = picture.unsigned();
  picture.unsigned();
  picture.unsigned();
  const isWeighted = picture.fixed(1) === 1;
  picture.fixed(2);
  const initialQp = 26 + picture.signed();
  picture.signed();
  picture.signed();
  if (isArithmetic || isWeighted || groups > 0) throw new Error('x264 did not keep to its baseline profile.');
  return { frameNumberBits, orderBits, initialQp, hasDeblockingControl: picture.fixed(1) === 1 };
}

/** The place of a picture in its group, as each of its slices repeats it. */
export interface PicturePlace {
  /** The first byte of its slices. */
  nalHeader: number;
  isKey: boolean;
  frameNumber: number;
  keyPictureId: number;
  order: number;
}

export function readPicturePlace(slice: Buffer, syntax: SliceSyntax): PicturePlace {
  const isKey = nalKind(slice) === Nal.keySlice;
  const reader = new BitReader(unescapePayload(slice.subarray(1, 32)));
  reader.unsigned();
  reader.unsigned();
  reader.unsigned();
  const frameNumber = reader.fixed(syntax.frameNumberBits);
  const keyPictureId = isKey ? reader.unsigned() : 0;
  return {
    nalHeader: slice[0] ?? 0,
    isKey,
    frameNumber,
    keyPictureId,
    order: reader.fixed(syntax.orderBits),
  };
}

const ONLY_P = 5;
const ONLY_I = 7;

/** The header (H.264, 7.3.3) of a slice that begins its picture and is not smoothed at its edges. */
export function writeSliceHeader(
  bits: BitWriter,
  place: PicturePlace,
  syntax: SliceSyntax,
  qp: number,
): void {
  const { isKey, frameNumber, keyPictureId, order } = place;
  bits
    .unsigned(0)
    .unsigned(isKey ? ONLY_I : ONLY_P)
    .unsigned(0);
  bits.fixed(frameNumber, syntax.frameNumberBits);
  if (isKey) bits.unsigned(keyPictureId);
  bits.fixed(order, syntax.orderBits);
  // Key pictures: neither kept back nor long-term. Others: no other references, none reordered, none marked.
  bits.fixed(0, isKey ? 2 : 3);
  bits.signed(qp - syntax.initialQp);
  if (syntax.hasDeblockingControl) bits.unsigned(1);
}
