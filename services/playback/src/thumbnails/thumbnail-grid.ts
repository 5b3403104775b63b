import type { Range } from '../footage/footage.ts';

/** Ms of a whole step of the grid, counted from 1970, so that all who look at a place ask for the same picture. */
export interface GridSlot {
  /** Epoch ms. */
  start: number;
  intervalMs: number;
}

export const slotOf = (time: number, intervalSeconds: number): GridSlot => {
  const intervalMs = intervalSeconds * 1000;
  return { start: Math.floor(time / intervalMs) * intervalMs, intervalMs };
};

/** The slots that `[from, to)` touches, epoch ms. */
export function slotsWithin(from: number, to: number, intervalSeconds: number): GridSlot[] {
  const first = slotOf(from, intervalSeconds);
  const count = Math.ceil((to - first.start) / first.intervalMs);
  return Array.from({ length: count }, (_, index) => ({
    start: first.start + index * first.intervalMs,
    intervalMs: first.intervalMs,
  }));
}

/**
 * Which moment stands for a slot: its start, or where footage first begins in it; `undefined` without any footage.
 * Sequences are sorted and disjoint.
 */
export const momentOf = (slot: GridSlot, sequences: readonly Range[]): number | undefined =>
  momentIn(
    slot,
    sequences.find(({ endTime }) => endTime.getTime() > slot.start),
  );

/** Those of sorted slots that have a moment, which is before `to`, epoch ms. */
export function slotsWithFootage(
  slots: readonly GridSlot[],
  sequences: readonly Range[],
  to: number,
): GridSlot[] {
  // A year may have a hundred thousand sequences: each is looked at once, and not again for every slot.
  let at = 0;
  return slots.filter((slot) => {
    while ((sequences[at]?.endTime.getTime() ?? Number.POSITIVE_INFINITY) <= slot.start) at += 1;
    return (momentIn(slot, sequences[at]) ?? to) < to;
  });
}

/** `footage` is the first that ends after the slot's start. */
function momentIn({ start, intervalMs }: GridSlot, footage: Range | undefined): number | undefined {
  const moment = Math.max(start, footage?.startTime.getTime() ?? Number.POSITIVE_INFINITY);
  return moment < start + intervalMs ? moment : undefined;
}
