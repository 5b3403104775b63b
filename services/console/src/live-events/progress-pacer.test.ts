import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PROGRESS_INTERVAL_MS, ProgressPacer } from './progress-pacer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function given() {
  const passed: string[] = [];
  return { passed, pacer: new ProgressPacer<string>((progress) => passed.push(progress)) };
}

describe('progress', () => {
  it('comes at once, then the newest every five seconds at most', () => {
    const { passed, pacer } = given();
    for (const progress of ['1', '2', '3']) pacer.offer('a', progress);
    expect(passed).toEqual(['1']);

    vi.advanceTimersByTime(PROGRESS_INTERVAL_MS);
    expect(passed).toEqual(['1', '3']);

    pacer.offer('a', '4');
    vi.advanceTimersByTime(PROGRESS_INTERVAL_MS - 1);
    expect(passed).toEqual(['1', '3']);
    vi.advanceTimersByTime(1);
    expect(passed).toEqual(['1', '3', '4']);
  });

  it('of one camera does not hold up that of another', () => {
    const { passed, pacer } = given();
    pacer.offer('a', 'a1');
    pacer.offer('b', 'b1');

    expect(passed).toEqual(['a1', 'b1']);
  });

  it('that waits is not told after the recording has ended', () => {
    const { passed, pacer } = given();
    pacer.offer('a', '1');
    pacer.offer('a', '2');
    pacer.forget('a');
    vi.advanceTimersByTime(10 * PROGRESS_INTERVAL_MS);

    expect(passed).toEqual(['1']);
  });

  it('leaves no timer behind when the service stops, nor once all is quiet', () => {
    const { pacer } = given();
    pacer.offer('a', '1');
    pacer.stop();
    expect(vi.getTimerCount()).toBe(0);

    pacer.offer('a', '1');
    vi.advanceTimersByTime(PROGRESS_INTERVAL_MS);
    expect(vi.getTimerCount()).toBe(0);
  });
});
