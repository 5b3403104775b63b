import type { FootageRange, VmsGap, VmsSequence, VmsStretches } from '../milestone-client.ts';

type Range = Pick<FootageRange, 'startTime' | 'endTime'>;

/**
 * Footage as the port promises it: sequences cropped to the range, sorted, without overlaps; gaps fill the rest, cut
 * where the reason that the VMS gives changes. Where sequences (or reasons) overlap, the one that begins first counts.
 */
export function footageWithin(range: Range, footage: VmsStretches): VmsStretches {
  const sequences = disjoint(range, footage.sequences).map(({ whole, ...part }) => cropped(whole, part));
  const reasons = disjoint(
    range,
    footage.gaps.filter(({ reason }) => reason !== undefined),
  ).map(({ whole, ...part }) => ({ ...whole, ...part }));
  return { sequences, gaps: explained(holes(range, sequences), reasons) };
}

/** The holes as gaps, cut where the reason changes; both lists sorted and disjoint. */
function explained(holes: readonly Range[], reasons: readonly VmsGap[]): VmsGap[] {
  const gaps: VmsGap[] = [];
  let next = 0;
  for (const hole of holes) {
    let { startTime } = hole;
    while (startTime < hole.endTime) {
      const told = reasons[next];
      if (told !== undefined && told.endTime <= startTime) {
        next += 1;
        continue;
      }
      const applies = told !== undefined && told.startTime <= startTime;
      const change = (applies ? told.endTime : told?.startTime) ?? hole.endTime;
      const endTime = new Date(Math.min(change.getTime(), hole.endTime.getTime()));
      addGap(gaps, { ...(applies && told), startTime, endTime });
      startTime = endTime;
    }
  }
  return gaps;
}

/** Adds a gap behind the others; it goes on with the last one where that ends here for the same reason. */
function addGap(gaps: VmsGap[], gap: VmsGap): void {
  const last = gaps.at(-1);
  if (last?.endTime.getTime() === gap.startTime.getTime() && last.reason === gap.reason) {
    last.endTime = gap.endTime;
  } else {
    gaps.push({ ...gap });
  }
}

function disjoint<R extends Range>(range: Range, wholes: readonly R[]): (Range & { whole: R })[] {
  const parts: (Range & { whole: R })[] = [];
  let reachedMs = range.startTime.getTime();
  for (const whole of wholes.toSorted((a, b) => a.startTime.getTime() - b.startTime.getTime())) {
    const fromMs = Math.max(whole.startTime.getTime(), reachedMs);
    const toMs = Math.min(whole.endTime.getTime(), range.endTime.getTime());
    if (toMs <= fromMs) continue;
    parts.push({ startTime: new Date(fromMs), endTime: new Date(toMs), whole });
    reachedMs = toMs;
  }
  return parts;
}

function cropped(whole: VmsSequence, part: Range): VmsSequence {
  const share = lengthMs(part) / lengthMs(whole);
  return {
    ...whole,
    ...part,
    ...(whole.sizeBytes !== undefined && { sizeBytes: whole.sizeBytes * share }),
  };
}

/** What the stretches (sorted, disjoint) leave of the range. */
function holes(range: Range, stretches: readonly Range[]): Range[] {
  const starts = [range.startTime, ...stretches.map(({ endTime }) => endTime)];
  const ends = [...stretches.map(({ startTime }) => startTime), range.endTime];
  return starts
    .map((startTime, index) => ({ startTime, endTime: ends[index] ?? startTime }))
    .filter(({ startTime, endTime }) => startTime < endTime);
}

const lengthMs = ({ startTime, endTime }: Range) => endTime.getTime() - startTime.getTime();
