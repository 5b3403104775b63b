import { describe, expect, it } from 'vitest';
import { fewParts, overlapOf, subtract } from './ranges.ts';

const range = (from: number, to: number) => ({ startTime: new Date(from), endTime: new Date(to) });

describe('ranges of time', () => {
  it('share nothing when they only touch', () => {
    expect(overlapOf(range(0, 10), range(10, 20))).toBeUndefined();
    expect(overlapOf(range(0, 11), range(10, 20))).toEqual(range(10, 11));
  });

  it.each([
    ['nothing', [], [range(0, 100)]],
    ['a middle', [range(20, 30)], [range(0, 20), range(30, 100)]],
    ['both ends, in any order', [range(90, 200), range(-5, 10)], [range(10, 90)]],
    ['what overlaps itself', [range(20, 40), range(30, 50)], [range(0, 20), range(50, 100)]],
    ['all', [range(0, 60), range(60, 100)], []],
  ])('less %s leave the rest', (_what, holes, left) => {
    expect(subtract([range(0, 100)], holes)).toEqual(left);
  });

  it('become one where they are too many', () => {
    const parts = [range(0, 10), range(20, 30), range(50, 60)];

    expect(fewParts(parts, 3)).toEqual(parts);
    expect(fewParts(parts, 2)).toEqual([range(0, 60)]);
  });
});
