import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { afterLong } from './long-timer.ts';

const DAY_MS = 24 * 3_600_000;

// The fake timers ring at once, as those of the machine do, where they are asked for more than they can measure.
beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a timer for a long time', () => {
  it.each([1, 30, 80])('rings after %i days, once, and not before', (days) => {
    const task = vi.fn();
    afterLong(days * DAY_MS, task);

    vi.advanceTimersByTime(days * DAY_MS - 1);
    expect(task).not.toHaveBeenCalled();

    vi.advanceTimersByTime(1);
    vi.runAllTimers();
    expect(task).toHaveBeenCalledOnce();
  });

  it.each([10, 40])('does not ring any more once it is called off after %i days', (days) => {
    const task = vi.fn();
    const callOff = afterLong(60 * DAY_MS, task);
    vi.advanceTimersByTime(days * DAY_MS);

    callOff();

    expect(vi.getTimerCount()).toBe(0);
    expect(task).not.toHaveBeenCalled();
  });

  it.each([0, -5])('rings at once after %i ms', (ms) => {
    const task = vi.fn();
    afterLong(ms, task);
    vi.advanceTimersByTime(1);
    expect(task).toHaveBeenCalledOnce();
  });
});
