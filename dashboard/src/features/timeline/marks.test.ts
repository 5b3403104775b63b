import { describe, expect, it } from 'vitest';
import { gathered, type Mark, stretchesOf } from './marks.ts';

const mark = (from: number, to = from): Mark => ({
  key: `m${from}`,
  from,
  to,
  count: 1,
  words: { title: `At ${from}`, by: 'noor' },
});
const cluster = (from: number, to: number, count: number): Mark => ({ key: `c${from}`, from, to, count });

describe('marks', () => {
  it('stay apart that are far enough from each other', () => {
    const marks = [mark(0), mark(10), mark(20)];

    expect(gathered(marks, 10)).toEqual(marks);
  });

  it('that lie close together are one that counts them, from the first to begin to the last', () => {
    expect(gathered([mark(0, 500), mark(4), cluster(8, 30, 5), mark(12)], 10)).toEqual([
      { key: 'm0', from: 0, to: 30, count: 7 },
      mark(12),
    ]);
  });

  it('five thousand of them leave no more than the screen has room for', () => {
    const marks = Array.from({ length: 5_000 }, (_, index) => mark(index * 7));

    const groups = gathered(marks, 1_000);

    expect(groups.length).toBeLessThanOrEqual(36);
    expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(5_000);
  });

  it('that last are stretches, as one where they overlap; moments and clusters are none', () => {
    const marks = [mark(0, 100), mark(10, 20), cluster(30, 60, 2), mark(100, 120), mark(200), mark(300, 310)];

    expect(stretchesOf(marks)).toEqual([
      { from: 0, to: 120 },
      { from: 300, to: 310 },
    ]);
  });
});
