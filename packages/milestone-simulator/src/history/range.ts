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

/**
 * The parts of `ranges` that no hole covers, each with what its range carries. Ranges sorted and disjoint; holes in any
 * order. One pass over both: a year of a camera has tens of thousands of each.
 */
export function subtract<R extends Range>(ranges: readonly R[], holes: readonly Range[]): R[] {
  const sorted = union(holes);
  const left: R[] = [];
  let next = 0;
  for (const range of ranges) {
    let { start } = range;
    while (start < range.end) {
      const hole = sorted[next];
      if (hole !== undefined && hole.end <= start) {
        next += 1;
        continue;
      }
      const end = Math.min(hole?.start ?? range.end, range.end);
      if (start < end) left.push({ ...range, start, end });
      start = hole?.end ?? range.end;
    }
  }
  return left;
}

/** What is left of the window beside the ranges. */
export function complement(ranges: readonly Range[], window: Range): Range[] {
  return window.start < window.end ? subtract([window], ranges) : [];
}

/** What lies in any of the ranges, sorted and disjoint. */
function union(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  let last: Range | undefined;
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    if (last !== undefined && start <= last.end) {
      last.end = Math.max(last.end, end);
    } else {
      last = { start, end };
      merged.push(last);
    }
  }
  return merged;
}

/**
 * The ranges, cut wherever they begin or cease to lie in a cover, and in a cover with what it carries. Both sorted and
 * disjoint. One pass over both.
 */
export function cutBy<C extends Range>(ranges: readonly Range[], covers: readonly C[]): (Range | C)[] {
  const parts: (Range | C)[] = [];
  let next = 0;
  for (const range of ranges) {
    let { start } = range;
    while (start < range.end) {
      const cover = covers[next];
      if (cover !== undefined && cover.end <= start) {
        next += 1;
        continue;
      }
      const isCovered = cover !== undefined && cover.start <= start;
      const end = Math.min((isCovered ? cover.end : cover?.start) ?? range.end, range.end);
      parts.push({ ...(isCovered && cover), start, end });
      start = end;
    }
  }
  return parts;
}
