import { describe, expect, it, vi } from 'vitest';
import { SLICE_MS, Slices, slicesOf } from './slices.ts';

const NOON = Date.UTC(2026, 2, 1, 12);
const range = (from: number, to: number) => ({
  startTime: new Date(NOON + from * SLICE_MS),
  endTime: new Date(NOON + to * SLICE_MS),
});
const running = new AbortController().signal;

describe('a long range', () => {
  it('is cut into slices that follow each other and are no longer than a month', () => {
    expect(slicesOf(range(0, 2.5))).toEqual([range(0, 1), range(1, 2), range(2, 2.5)]);
    expect(slicesOf(range(0, 1))).toEqual([range(0, 1)]);
  });

  it('is answered in order, whichever slice is answered first', async () => {
    const waits = [30, 0, 10];
    const answers = await new Slices().ask(range(0, 3), running, async ({ startTime }) => {
      const index = (startTime.getTime() - NOON) / SLICE_MS;
      await new Promise((resolve) => setTimeout(resolve, waits[index]));
      return index;
    });

    expect(answers).toEqual([0, 1, 2]);
  });

  it('asks on for no slice once one has failed', async () => {
    const ask = vi.fn(async ({ startTime }: { startTime: Date }, signal: AbortSignal) => {
      if (startTime.getTime() === NOON) throw new Error('down');
      return new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });

    await expect(new Slices().ask(range(0, 12), running, ask)).rejects.toThrow('down');

    expect(ask).toHaveBeenCalledTimes(4);
    expect(ask.mock.calls.every(([, signal]) => signal.aborted)).toBe(true);
  });

  it('shares its turns with other long ranges, not with short ones', async () => {
    const slices = new Slices();
    const begun: string[] = [];
    const endless = (name: string) => (_: object, signal: AbortSignal) => {
      begun.push(name);
      return new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    const left = new AbortController();
    const long = ['first', 'second'].map((name) => slices.ask(range(0, 12), left.signal, endless(name)));

    expect(await slices.ask(range(0, 1), running, async () => 'short')).toEqual(['short']);
    expect(begun).toEqual(['first', 'first', 'first', 'first']);

    left.abort(new Error('nobody waits'));
    for (const answer of long) await expect(answer).rejects.toThrow('nobody waits');
    expect(begun).toHaveLength(4);
  });
});
