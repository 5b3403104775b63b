import { thumbnailInterval, thumbnailIntervals } from '@playhead/contracts';
import { describe, expect, it } from 'vitest';
import { momentOf, slotOf, slotsWithFootage, slotsWithin } from './thumbnail-grid.ts';

const range = (start: number, end: number) => ({ startTime: new Date(start), endTime: new Date(end) });

describe('the grid of thumbnails', () => {
  it('is the same for all moments of a slot', () => {
    expect(slotOf(125_000, 60)).toEqual({ start: 120_000, intervalMs: 60_000 });
    expect(slotOf(120_000, 60)).toEqual(slotOf(179_999, 60));
  });

  it('has every slot that a range touches', () => {
    expect(slotsWithin(59_999, 180_000, 60).map(({ start }) => start)).toEqual([0, 60_000, 120_000]);
  });

  it('is part of the finer ones at every zoom', () => {
    for (const [index, interval] of thumbnailIntervals.slice(1).entries()) {
      expect(interval % (thumbnailIntervals[index] ?? Number.NaN)).toBe(0);
    }
  });

  it('is as fine as asked or coarser, up to a day', () => {
    expect([0.2, 1, 1.5, 60, 61, 400_000].map(thumbnailInterval)).toEqual([1, 1, 2, 60, 300, 86_400]);
  });
});

describe('the moment of a slot', () => {
  const slot = { start: 60_000, intervalMs: 60_000 };

  it('is its start where that was recorded', () => {
    expect(momentOf(slot, [range(0, 50_000), range(60_000, 61_000)])).toBe(60_000);
    expect(momentOf(slot, [range(0, 61_000)])).toBe(60_000);
  });

  it('is where footage begins in it', () => {
    expect(momentOf(slot, [range(0, 60_000), range(90_000, 200_000)])).toBe(90_000);
  });

  it('is none where there is no footage in it', () => {
    expect(momentOf(slot, [range(0, 60_000), range(120_000, 200_000)])).toBeUndefined();
    expect(momentOf(slot, [])).toBeUndefined();
  });
});

describe('the slots with footage', () => {
  const slots = slotsWithin(0, 300_000, 60);
  const starts = (sequences: ReturnType<typeof range>[], to = 300_000) =>
    slotsWithFootage(slots, sequences, to).map(({ start }) => start);

  it('are those in which a sequence goes on or begins', () => {
    expect(starts([range(30_000, 31_000), range(31_000, 60_000), range(150_000, 190_000)])).toEqual([
      0, 120_000, 180_000,
    ]);
    expect(starts([])).toEqual([]);
  });

  it('are those whose moment lies before the end of the range', () => {
    expect(starts([range(260_000, 300_000)], 260_000)).toEqual([]);
    expect(starts([range(260_000, 300_000)], 260_001)).toEqual([240_000]);
  });

  it('are the same as those that have a moment, one by one', () => {
    const sequences = Array.from({ length: 40 }, (_, index) => range(index * 7_300, index * 7_300 + 2_100));
    const expected = slots.filter((slot) => momentOf(slot, sequences) !== undefined);

    expect(slotsWithFootage(slots, sequences, 400_000)).toEqual(expected);
  });
});
