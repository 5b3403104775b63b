import { describe, expect, it } from 'vitest';
import { walkFootage } from './walk-footage.ts';

const range = (start: number, end: number) => ({ startTime: new Date(start), endTime: new Date(end) });
const footage = [range(1_000, 2_000), range(5_000, 6_000)];
const on = (from: number, distanceMs: number) => walkFootage({ from, distanceMs, backwards: false }, footage);
const back = (from: number, distanceMs: number) =>
  walkFootage({ from, distanceMs, backwards: true }, footage);

describe('walking through footage', () => {
  it('stays within a sequence where there is room', () => {
    expect(on(1_200, 300)).toEqual({ time: 1_500, ranOut: false, aheadMs: 1_500 });
    expect(back(1_500, 500)).toEqual({ time: 1_000, ranOut: false, aheadMs: 0 });
  });

  it('goes over gaps as if they were not there', () => {
    expect(on(1_900, 300)).toEqual({ time: 5_200, ranOut: false, aheadMs: 800 });
    expect(on(1_900, 100)).toEqual({ time: 5_000, ranOut: false, aheadMs: 1_000 });
    expect(back(5_100, 300)).toEqual({ time: 1_800, ranOut: false, aheadMs: 800 });
  });

  it('begins at the border of the gap in which it starts', () => {
    expect(on(3_000, 0)).toEqual({ time: 5_000, ranOut: false, aheadMs: 1_000 });
    expect(back(3_000, 100)).toEqual({ time: 1_900, ranOut: false, aheadMs: 900 });
  });

  it('ends where footage ends, and says so', () => {
    expect(on(5_500, 9_000)).toEqual({ time: 6_000, ranOut: true, aheadMs: 0 });
    expect(back(1_500, 9_000)).toEqual({ time: 1_000, ranOut: true, aheadMs: 0 });
    expect(on(7_000, 0)).toEqual({ time: 7_000, ranOut: true, aheadMs: 0 });
  });
});
