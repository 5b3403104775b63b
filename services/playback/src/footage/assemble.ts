import type { VmsGap, VmsSequence } from '@playhead/milestone';
import { cropped } from './crop.ts';
import type { Footage, Range } from './footage.ts';
import { overlapOf, subtract } from './ranges.ts';

/** What the VMS said of a range when it was asked at `askedAt`. */
export interface Piece {
  range: Range;
  footage: Footage;
  askedAt: Date;
}

/**
 * The footage of a range out of pieces that cover it, as one answer of the VMS would tell it: a sequence or a gap that
 * goes on beyond the end of a piece is whole again. Where pieces overlap, the newest counts.
 */
export function assemble(range: Range, pieces: readonly Piece[]): Footage {
  const newestFirst = pieces.toSorted((a, b) => b.askedAt.getTime() - a.askedAt.getTime());
  const parts: (Piece & { part: Range })[] = [];
  let left = [range];
  for (const piece of newestFirst) {
    for (const wanted of left) {
      const part = overlapOf(wanted, piece.range);
      if (part !== undefined) parts.push({ ...piece, part });
    }
    left = subtract(left, [piece.range]);
  }
  parts.sort((a, b) => a.part.startTime.getTime() - b.part.startTime.getTime());
  const joined: Footage = { sequences: [], gaps: [], storage: newestFirst[0]?.footage.storage ?? {} };
  for (const piece of parts) {
    const { sequences, gaps } = cropped(piece.range, piece.footage, piece.part);
    append(joined.sequences, sequences, joinedSequence);
    append(joined.gaps, gaps, joinedGap);
  }
  return joined;
}

/** Only what stands at the border can go on. */
function append<S>(all: S[], more: readonly S[], join: (before: S, after: S) => S | undefined): void {
  const [first, ...rest] = more;
  if (first === undefined) return;
  const last = all.at(-1);
  const one = last && join(last, first);
  if (one === undefined) all.push(first);
  else all.splice(-1, 1, one);
  for (const stretch of rest) all.push(stretch);
}

const adjoin = (before: Range, after: Range) => before.endTime.getTime() === after.startTime.getTime();

function joinedSequence(before: VmsSequence, after: VmsSequence): VmsSequence | undefined {
  if (before.sequenceId !== after.sequenceId || !adjoin(before, after)) return undefined;
  const { sizeBytes, ...sequence } = before;
  const more = after.sizeBytes;
  return {
    ...sequence,
    endTime: after.endTime,
    ...(sizeBytes !== undefined && more !== undefined && { sizeBytes: sizeBytes + more }),
  };
}

const joinedGap = (before: VmsGap, after: VmsGap): VmsGap | undefined =>
  before.reason === after.reason && adjoin(before, after) ? { ...before, endTime: after.endTime } : undefined;
