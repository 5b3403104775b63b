import { EventEmitter, once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { SharedWork } from './shared-work.ts';

const forEver = (signal: AbortSignal) =>
  new Promise<string>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('given up')));
  });
const { signal: patient } = new AbortController();

describe('shared work', () => {
  it('is done once for all who ask meanwhile, and anew for who comes later', async () => {
    const shared = new SharedWork<number>();
    const work = vi.fn(async () => work.mock.calls.length);

    expect(await Promise.all([shared.run('a', patient, work), shared.run('a', patient, work)])).toEqual([
      1, 1,
    ]);
    expect(await shared.run('a', patient, work)).toBe(2);
  });

  it('goes on while anybody waits for it', async () => {
    const shared = new SharedWork<string>();
    const gone = new AbortController();
    const door = new EventEmitter();
    const work = vi.fn(async (signal: AbortSignal) => {
      await once(door, 'open');
      return signal.aborted ? 'aborted' : 'done';
    });
    const first = shared.run('a', gone.signal, work);
    const second = shared.run('a', patient, work);
    gone.abort(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    door.emit('open');

    expect(await second).toBe('done');
  });

  it('is given up when all have gone', async () => {
    const shared = new SharedWork<string>();
    const gone = new AbortController();
    const signals: AbortSignal[] = [];
    const work = (signal: AbortSignal) => {
      signals.push(signal);
      return forEver(signal);
    };
    const waiting = [shared.run('a', gone.signal, work), shared.run('a', gone.signal, work)];
    gone.abort(new Error('gone'));
    for (const one of waiting) await expect(one).rejects.toThrow('gone');

    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('passes a failure on to all, and keeps nothing of it', async () => {
    const shared = new SharedWork<string>();
    const failing = () => Promise.reject(new Error('no picture'));
    const both = [shared.run('a', patient, failing), shared.run('a', patient, failing)];
    for (const one of both) await expect(one).rejects.toThrow('no picture');

    expect(await shared.run('a', patient, async () => 'fine')).toBe('fine');
  });
});
