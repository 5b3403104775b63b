import { BitWriter } from './bits.ts';
import { escapePayload } from './nal-units.ts';
import { type PicturePlace, type SliceSyntax, writeSliceHeader } from './slice-header.ts';

/**
 * The time strip written straight into H.264, without an encoder: its cells are as large as macroblocks, so that it is
 * the first row of them, which is a slice of its own. Each macroblock is predicted to be as bright as the one to its
 * left (16x16, DC) and says only by how much that is wrong.
 */
export interface Strip {
  /** From the left. */
  cells: readonly boolean[];
  /** How many macroblocks the row has; those past the cells stay as the last of them is. */
  columns: number;
}

/** At this quantiser a level is worth 1.25 of brightness. */
const QP = 30;
const brightnessOf = (cell: boolean) => (cell ? 235 : 16);
const levelFor = (difference: number) => Math.round(difference / 1.25);
/** What is predicted where nothing lies to the left. */
const UNKNOWN = 128;

const INTRA_16X16_DC = 3;
/** Intra kinds come after those of P slices there. */
const P_KINDS = 5;

/** A NAL unit, without its start code. */
export function stripSlice({ cells, columns }: Strip, place: PicturePlace, syntax: SliceSyntax): Buffer {
  const bits = new BitWriter();
  writeSliceHeader(bits, place, syntax, QP);
  let brightness = UNKNOWN;
  for (let column = 0; column < columns; column += 1) {
    const cell = cells[column];
    const wanted = cell === undefined ? brightness : brightnessOf(cell);
    if (place.isKey) bits.unsigned(INTRA_16X16_DC);
    else bits.unsigned(0).unsigned(P_KINDS + INTRA_16X16_DC);
    // Colour predicted likewise; the quantiser stays.
    bits.unsigned(0).signed(0);
    brightnessChange(bits, levelFor(wanted - brightness));
    brightness = wanted;
  }
  return Buffer.concat([Buffer.from([place.nalHeader]), escapePayload(bits.finish())]);
}

/** One DC level, or none, in the variable-length code of H.264, 9.2 (tables 9-5 and 9-7, first columns). */
function brightnessChange(bits: BitWriter, level: number): void {
  if (level === 0) {
    bits.fixed(1, 1);
    return;
  }
  bits.fixed(0b000101, 6);
  // As it is no trailing one, the code leaves out a magnitude of 1; all others here need its escape of 12 bits.
  const code = 2 * Math.abs(level) - 4 + (level < 0 ? 1 : 0);
  bits.fixed(1, 16).fixed(code - 30, 12);
  bits.fixed(1, 1);
}
