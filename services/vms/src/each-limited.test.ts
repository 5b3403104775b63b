import { expect, it } from 'vitest';
import { eachLimited } from './each-limited.ts';

it('keeps the order of the items and never does more than so many at a time', async () => {
  let running = 0;
  let most = 0;
  const results = await eachLimited([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = item; turn < 8; turn += 1) await Promise.resolve();
    running -= 1;
    return item * 10;
  });

  expect(results).toEqual([10, 20, 30, 40, 50, 60, 70]);
  expect(most).toBe(3);
});
