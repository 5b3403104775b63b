/** A half-open stretch of time `[start, end)`, epoch milliseconds. */
export interface Range {
  start: number;
  end: number;
}

/** What two ranges share; nothing when they only touch. */
export function intersect(a: Range, b: Range): Range | undefined {
  const start = Math.max(a.start, b.start);
  const end = Math.min(a.end, b.end);
  return start < end ? { start, end } : undefined;
}

/** Crops every range to the window and drops what lies outside. */
export function crop<R extends Range>(ranges: readonly R[], window: Range): R[] {
  return ranges.flatMap((range) => {
    const part = intersect(range, window);
    return part ? [{ ...range, ...part }] : [];
  });
}

/** The parts of `ranges` that no hole covers. Ranges sorted and disjoint; holes in any order. */
export function subtract(ranges: readonly Range[], holes: readonly Range[]): Range[] {
  const sorted = holes.toSorted((a, b) => a.start - b.start);
  return ranges.flatMap((range) => {
    const left: Range[] = [];
    let from = range.start;
    for (const hole of sorted) {
      if (hole.end <= from || hole.start >= range.end) continue;
      if (hole.start > from) left.push({ start: from, end: hole.start });
      from = hole.end;
    }
    if (from < range.end) left.push({ start: from, end: range.end });
    return left;
  });
}

/** What is left of the window beside the ranges. */
export function complement(ranges: readonly Range[], window: Range): Range[] {
  return window.start < window.end ? subtract([window], ranges) : [];
}
