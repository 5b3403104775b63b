import { describe, expect, it } from 'vitest';
import { readAhead } from './read-ahead.ts';

function given(count: number) {
  const made: number[] = [];
  let isOver = false;
  async function* source() {
    try {
      for (let n = 1; n <= 10; n += 1) {
        made.push(n);
        yield n;
      }
    } finally {
      isOver = true;
    }
  }
  /** Lets everything happen that can without anybody taking more. */
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { made, isOver: () => isOver, settled, ahead: readAhead(source(), count) };
}

describe('reading ahead', () => {
  it('has so many things at hand, and no more', async () => {
    const { made, settled, ahead } = given(3);

    expect(await ahead.next()).toEqual({ value: 1, done: false });
    await settled();

    expect(made).toEqual([1, 2, 3, 4]);
  });

  it('gives everything in order', async () => {
    const { ahead } = given(3);
    const taken = [];
    for await (const n of ahead) taken.push(n);

    expect(taken).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('ends its source when nobody takes more', async () => {
    const { isOver, settled, ahead } = given(2);
    await ahead.next();

    await ahead.return(undefined);
    await settled();

    expect(isOver()).toBe(true);
  });
});
