import { describe, expect, it } from 'vitest';
import { AbortedError } from '../errors.ts';
import { Slots } from './slots.ts';

const { signal } = new AbortController();

describe('places', () => {
  it('are given in turn, so many at a time', async () => {
    const slots = new Slots(1);
    const order: number[] = [];
    const first = await slots.acquire(signal);
    const others = [1, 2].map(async (number) => {
      const release = await slots.acquire(signal);
      order.push(number);
      release();
    });
    await Promise.resolve();
    expect(order).toEqual([]);

    first();
    first();
    await Promise.all(others);

    expect(order).toEqual([1, 2]);
  });

  it('are lost to nobody who gave up waiting', async () => {
    const slots = new Slots(1);
    const release = await slots.acquire(signal);
    const impatient = new AbortController();
    const gaveUp = slots.acquire(impatient.signal);
    impatient.abort();
    await expect(gaveUp).rejects.toBeInstanceOf(AbortedError);

    release();

    await expect(slots.acquire(signal)).resolves.toBeTypeOf('function');
    await expect(slots.acquire(impatient.signal)).rejects.toBeInstanceOf(AbortedError);
  });
});
