import type { FootageRange, VmsFootage, VmsGap, VmsSequence } from '../milestone-client.ts';

type Range = Pick<FootageRange, 'startTime' | 'endTime'>;

/**
 * A VMS's answer as the port promises it: sequences cropped to the range, sorted, without overlaps; gaps fill the rest.
 * A gap takes the reason of the VMS's own gap that covers it most.
 */
export function footageWithin(range: Range, footage: VmsFootage): VmsFootage {
  const sequences: VmsSequence[] = [];
  const gaps: VmsGap[] = [];
  let reachedMs = range.startTime.getTime();
  const addGap = (toMs: number) => {
    if (toMs <= reachedMs) return;
    const gap = { startTime: new Date(reachedMs), endTime: new Date(toMs) };
    gaps.push({ ...gap, ...reasonOf(gap, footage.gaps) });
  };
  for (const sequence of footage.sequences.toSorted(
    (a, b) => a.startTime.getTime() - b.startTime.getTime(),
  )) {
    const fromMs = Math.max(sequence.startTime.getTime(), reachedMs);
    const toMs = Math.min(sequence.endTime.getTime(), range.endTime.getTime());
    if (toMs <= fromMs) continue;
    addGap(fromMs);
    sequences.push(cropped(sequence, fromMs, toMs));
    reachedMs = toMs;
  }
  addGap(range.endTime.getTime());
  return { sequences, gaps };
}

function cropped(sequence: VmsSequence, fromMs: number, toMs: number): VmsSequence {
  const share = (toMs - fromMs) / lengthMs(sequence);
  return {
    ...sequence,
    startTime: new Date(fromMs),
    endTime: new Date(toMs),
    ...(sequence.sizeBytes !== undefined && { sizeBytes: Math.round(sequence.sizeBytes * share) }),
  };
}

function reasonOf(gap: Range, told: readonly VmsGap[]): { reason?: string } {
  const [most] = told
    .filter(({ reason }) => reason !== undefined)
    .map((other) => ({ reason: other.reason, overlap: overlapMs(gap, other) }))
    .filter(({ overlap }) => overlap > 0)
    .toSorted((a, b) => b.overlap - a.overlap);
  return most?.reason === undefined ? {} : { reason: most.reason };
}

const lengthMs = ({ startTime, endTime }: Range) => endTime.getTime() - startTime.getTime();

const overlapMs = (a: Range, b: Range) =>
  Math.min(a.endTime.getTime(), b.endTime.getTime()) - Math.max(a.startTime.getTime(), b.startTime.getTime());
