import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Paced } from './paced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('runs at once, and once more for all that was wanted within a second', () => {
  const work = vi.fn();
  const paced = new Paced(work);
  for (let event = 0; event < 1_000; event += 1) paced.want();
  expect(work).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(work).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(10_000);
  expect(work).toHaveBeenCalledTimes(2);

  paced.want();
  expect(work).toHaveBeenCalledTimes(3);
});

it('runs no more once it is stopped', () => {
  const work = vi.fn();
  const paced = new Paced(work);
  paced.want();
  paced.want();
  paced.stop();
  vi.advanceTimersByTime(10_000);

  expect(work).toHaveBeenCalledTimes(1);
});
