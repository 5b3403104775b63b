import { expect, it } from 'vitest';
import { endBeforeHole } from './hole-search.ts';

const at = (seconds: number) => new Date(seconds * 1000);

/** Pictures of these seconds; asked for others, the VMS sends the next ones, or none. */
function search(pieces: readonly (readonly [number, number])[], voidFrom: number, sendsNext = true) {
  let asked = 0;
  const shows = async (time: Date, before: Date) => {
    asked += 1;
    const piece = pieces.find(([, end]) => time < at(end));
    if (piece === undefined) return false;
    const start = Math.max(time.getTime(), piece[0] * 1000);
    return start < before.getTime() && (sendsNext || start === time.getTime());
  };
  const hole = { earliest: at(0), voidFrom: at(voidFrom), exactMs: 3_000 };
  return endBeforeHole(hole, shows).then((end) => ({ end: end && end.getTime() / 1000, asked }));
}

it.each([true, false])('the end of what was before a hole is found, within a window', async (sendsNext) => {
  for (const length of [7, 60, 3_600]) {
    const { end = Number.NaN, asked } = await search([[0, 10_000]], 10_000 + length, sendsNext);

    expect(end).toBeGreaterThanOrEqual(10_000);
    expect(end).toBeLessThan(10_003);
    expect(asked).toBeLessThanOrEqual(2 + 2 * Math.log2(length));
  }
});

it('what lies between two holes is not gone over', async () => {
  const pieces = [
    [0, 1_000],
    [1_900, 1_904],
  ] as const;

  const { end } = await search(pieces, 2_000);

  expect(end).toBeGreaterThanOrEqual(1_904);
  expect(end).toBeLessThan(1_907);
});

it('where nothing was before it, that is asked once', async () => {
  expect(await search([], 500)).toEqual({ end: undefined, asked: 1 });
  expect(await search([[0, 1]], 0)).toEqual({ end: undefined, asked: 0 });
});
