import type { Range } from './footage.ts';

/** What two ranges share; `undefined` when they only touch. */
export function overlapOf(a: Range, b: Range): Range | undefined {
  const startMs = Math.max(a.startTime.getTime(), b.startTime.getTime());
  const endMs = Math.min(a.endTime.getTime(), b.endTime.getTime());
  return startMs < endMs ? { startTime: new Date(startMs), endTime: new Date(endMs) } : undefined;
}

/** The parts of `ranges` that none of `holes` covers, in order. `ranges` sorted and disjoint; `holes` in any order. */
export function subtract(ranges: readonly Range[], holes: readonly Range[]): Range[] {
  return holes.reduce<Range[]>((left, hole) => left.flatMap((range) => around(range, hole)), [...ranges]);
}

function around(range: Range, hole: Range): Range[] {
  if (overlapOf(range, hole) === undefined) return [range];
  const before = { startTime: range.startTime, endTime: hole.startTime };
  const after = { startTime: hole.endTime, endTime: range.endTime };
  return [before, after].filter(({ startTime, endTime }) => startTime < endTime);
}

/** The same parts (sorted, disjoint), or one that covers them all where they are more than `most`. */
export function fewParts(parts: Range[], most: number): Range[] {
  const first = parts.at(0);
  const last = parts.at(-1);
  if (first === undefined || last === undefined || parts.length <= most) return parts;
  return [{ startTime: first.startTime, endTime: last.endTime }];
}
