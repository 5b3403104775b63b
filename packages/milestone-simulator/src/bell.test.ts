import { describe, expect, it } from 'vitest';
import { Bell } from './bell.ts';

const HOUR_MS = 3_600_000;
const { signal } = new AbortController();

describe('who sleeps by a bell', () => {
  it('is woken when it rings', async () => {
    const bell = new Bell();
    const sleeping = bell.sleep(HOUR_MS, signal);
    bell.ring();
    await sleeping;
  });

  it('does not fall asleep where it rang meanwhile, however often, and sleeps after that', async () => {
    const bell = new Bell();
    bell.ring();
    bell.ring();
    await bell.sleep(HOUR_MS, signal);
    const order: string[] = [];
    const sleeping = bell.sleep(Number.POSITIVE_INFINITY, signal).then(() => order.push('woken'));
    await Promise.resolve();
    order.push('rung');
    bell.ring();
    await sleeping;

    expect(order).toEqual(['rung', 'woken']);
  });

  it('wakes by itself when the time is over', async () => {
    await new Bell().sleep(1, signal);
  });

  it('gives up when told to', async () => {
    const giving = new AbortController();
    const sleeping = new Bell().sleep(HOUR_MS, giving.signal);
    giving.abort();

    await expect(sleeping).rejects.toThrow();
    await expect(new Bell().sleep(HOUR_MS, giving.signal)).rejects.toThrow();
  });
});
