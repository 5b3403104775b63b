import { describe, expect, it } from 'vitest';
import { Slots } from './slots.ts';

/** Work that ends when the test says so. */
function given(size: number, maxWaiting: number) {
  const slots = new Slots(size, maxWaiting);
  const begun: (() => void)[] = [];
  const submit = () => slots.run(() => new Promise<void>((resolve) => begun.push(resolve)));
  return { slots, begun, submit };
}

describe('slots', () => {
  it('run so many at once, let so many wait, and refuse the rest', async () => {
    const { begun, submit } = given(2, 1);
    const results = [submit(), submit(), submit(), submit()];

    expect(begun).toHaveLength(2);
    expect(results[3]).toBeUndefined();
    begun[0]?.();
    await results[0];
    expect(begun).toHaveLength(3);
    begun[1]?.();
    begun[2]?.();
    await Promise.all(results);
  });

  it('go on after work that failed', async () => {
    const { slots } = given(1, 5);
    const failing = slots.run(async () => {
      throw new Error('failed');
    });
    const next = slots.run(async () => 'done');

    await expect(failing).rejects.toThrow('failed');
    expect(await next).toBe('done');
    expect(await slots.run(async () => 'again')).toBe('again');
  });
});
