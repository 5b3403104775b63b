import type { VmsSequence } from '@playhead/milestone';
import type { Footage, Range } from './footage.ts';

/**
 * The part of known footage that lies in `part` of its `range`: as the VMS would tell it if it were asked for that part.
 * Only what stands across an edge is made anew, the rest is shared. A cropped sequence weighs its share.
 */
export function cropped(range: Range, footage: Footage, part: Range): Footage {
  if (part.startTime <= range.startTime && range.endTime <= part.endTime) return footage;
  return {
    ...footage,
    sequences: cropSequences(footage.sequences, part),
    gaps: within(part, footage.gaps, (gap, edges) => ({ ...gap, ...edges })),
  };
}

/** Those of `sequences` that lie in `part`. */
export const cropSequences = (sequences: readonly VmsSequence[], part: Range): VmsSequence[] =>
  within(part, sequences, cropSequence);

/** Those of `stretches` (sorted, disjoint) that lie in `part`, the first and the last of them cut to it. */
function within<S extends Range>(
  part: Range,
  stretches: readonly S[],
  cut: (whole: S, edges: Range) => S,
): S[] {
  const first = stretches.findIndex(({ endTime }) => endTime > part.startTime);
  const end = stretches.findLastIndex(({ startTime }) => startTime < part.endTime) + 1;
  if (first === -1) return [];
  return stretches.slice(first, end).map((whole) => {
    if (part.startTime <= whole.startTime && whole.endTime <= part.endTime) return whole;
    const startMs = Math.max(whole.startTime.getTime(), part.startTime.getTime());
    const endMs = Math.min(whole.endTime.getTime(), part.endTime.getTime());
    return cut(whole, { startTime: new Date(startMs), endTime: new Date(endMs) });
  });
}

function cropSequence(whole: VmsSequence, edges: Range): VmsSequence {
  const share = lengthMs(edges) / lengthMs(whole);
  return {
    ...whole,
    ...edges,
    ...(whole.sizeBytes !== undefined && { sizeBytes: whole.sizeBytes * share }),
  };
}

const lengthMs = ({ startTime, endTime }: Range) => endTime.getTime() - startTime.getTime();
