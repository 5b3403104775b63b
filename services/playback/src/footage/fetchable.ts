import type { VmsGap } from '@playhead/milestone';
import type { Footage } from './footage.ts';

const UNAVAILABLE = 'footage_unavailable';

/** Footage with a gap in the place of each sequence that the VMS lists and cannot fetch now: nobody gets to see it. */
export function fetchable(footage: Footage): Footage {
  const unavailable = footage.sequences.filter(({ available }) => !available);
  if (unavailable.length === 0) return footage;
  const instead = unavailable.map(({ startTime, endTime }) => ({ startTime, endTime, reason: UNAVAILABLE }));
  return {
    ...footage,
    sequences: footage.sequences.filter(({ available }) => available),
    gaps: joined([...footage.gaps, ...instead]),
  };
}

/** Sorted; those that adjoin for the same reason are one. */
function joined(gaps: readonly VmsGap[]): VmsGap[] {
  const all: VmsGap[] = [];
  for (const gap of gaps.toSorted((a, b) => a.startTime.getTime() - b.startTime.getTime())) {
    const last = all.at(-1);
    if (last?.endTime.getTime() === gap.startTime.getTime() && last.reason === gap.reason) {
      all.splice(-1, 1, { ...last, endTime: gap.endTime });
    } else {
      all.push(gap);
    }
  }
  return all;
}
