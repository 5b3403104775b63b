import { describe, expect, it } from 'vitest';
import { EncoderSlots } from './encoder-slots.ts';

const { signal } = new AbortController();

describe('the places for re-encoding', () => {
  it('are given in turn, each to one at a time', async () => {
    const slots = new EncoderSlots(1);
    const order: string[] = [];
    const release = await slots.acquire(signal);
    const second = slots.acquire(signal).then((done) => order.push('second') && done());
    const third = slots.acquire(signal).then((done) => order.push('third') && done());
    expect(order).toEqual([]);

    release();
    release();
    await Promise.all([second, third]);

    expect(order).toEqual(['second', 'third']);
  });

  it('are refused when the line is too long, with a time to come back', async () => {
    const slots = new EncoderSlots(1);
    await slots.acquire(signal);
    const line = new AbortController();
    const waiting = Array.from({ length: 8 }, () => slots.acquire(line.signal));

    await expect(slots.acquire(signal)).rejects.toMatchObject({
      code: 'stream-limit-reached',
      retryAfterSeconds: 5,
    });

    line.abort();
    expect((await Promise.allSettled(waiting)).every(({ status }) => status === 'rejected')).toBe(true);
  });

  it('go to the next in line when one gives up waiting', async () => {
    const slots = new EncoderSlots(1);
    const release = await slots.acquire(signal);
    const gone = new AbortController();
    const givenUp = slots.acquire(gone.signal);
    const next = slots.acquire(signal);
    gone.abort();
    await expect(givenUp).rejects.toThrow();

    release();

    await expect(next).resolves.toBeTypeOf('function');
  });

  it('go to viewers before anything in the background, which leaves them one of two', async () => {
    const slots = new EncoderSlots(2);
    const order: string[] = [];
    const first = await slots.acquire(signal, 'background');
    const second = slots.acquire(signal, 'background').then(() => order.push('background'));
    const release = await slots.acquire(signal);
    const viewer = slots.acquire(signal).then(() => order.push('viewer'));

    release();
    await viewer;
    expect(order).toEqual(['viewer']);
    first();
    await second;

    expect(order).toEqual(['viewer', 'background']);
  });
});
