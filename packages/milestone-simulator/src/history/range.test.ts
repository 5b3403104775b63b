import { describe, expect, it } from 'vitest';
import { complement, crop, intersect, subtract } from './range.ts';

const range = (start: number, end: number) => ({ start, end });

describe('ranges of time', () => {
  it('share nothing when they only touch', () => {
    expect(intersect(range(0, 10), range(10, 20))).toBeUndefined();
    expect(intersect(range(0, 11), range(10, 20))).toEqual(range(10, 11));
  });

  it('are cropped to a window and keep what else they carry', () => {
    expect(
      crop(
        [
          { ...range(0, 10), reason: 'x' },
          { ...range(20, 30), reason: 'y' },
        ],
        range(5, 20),
      ),
    ).toEqual([{ ...range(5, 10), reason: 'x' }]);
  });

  it('lose what holes cover, however the holes overlap or are ordered', () => {
    const holes = [range(50, 60), range(10, 30), range(15, 20), range(90, 200)];
    expect(subtract([range(0, 40), range(45, 100)], holes)).toEqual([
      range(0, 10),
      range(30, 40),
      range(45, 50),
      range(60, 90),
    ]);
  });

  it('leave the rest of the window, and all of it when there are none', () => {
    expect(complement([range(10, 20)], range(0, 30))).toEqual([range(0, 10), range(20, 30)]);
    expect(complement([], range(0, 30))).toEqual([range(0, 30)]);
    expect(complement([], range(30, 0))).toEqual([]);
  });
});
