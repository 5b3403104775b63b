import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { linkSignals, withSignals } from './link-signals.ts';

const listenersOf = (signal: AbortSignal) => getEventListeners(signal, 'abort');

describe('a linked signal', () => {
  it('is aborted with the first of those that it follows, for the same reason', () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const { signal } = linkSignals(first.signal, second.signal);

    second.abort('the second');
    first.abort('the first');

    expect(signal.aborted).toBe(true);
    expect(signal.reason).toBe('the second');
  });

  it('is aborted from the start where one of them is', () => {
    const { signal } = linkSignals(new AbortController().signal, AbortSignal.abort('long ago'));

    expect(signal.reason).toBe('long ago');
  });

  it('is aborted by itself without touching those that it follows', () => {
    const followed = new AbortController();
    const link = linkSignals(followed.signal);

    link.abort('enough');

    expect(link.signal.reason).toBe('enough');
    expect(followed.signal.aborted).toBe(false);
  });

  it('leaves nothing with those that it followed, whether it is released or aborted', () => {
    const [first, second] = [new AbortController(), new AbortController()];
    linkSignals(first.signal, second.signal).release();
    linkSignals(first.signal, second.signal);
    expect(listenersOf(first.signal)).toHaveLength(1);

    second.abort();

    expect(listenersOf(first.signal)).toEqual([]);
  });

  it('follows nothing once it is released', () => {
    const followed = new AbortController();
    const { signal, release } = linkSignals(followed.signal);

    release();
    followed.abort();

    expect(signal.aborted).toBe(false);
  });
});

describe('work under several signals', () => {
  it('is broken off by any of them, and leaves nothing with them', async () => {
    const [first, second] = [new AbortController(), new AbortController()];
    const work = withSignals(
      [first.signal, second.signal],
      (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );

    second.abort('the second');

    await expect(work).rejects.toBe('the second');
    expect(listenersOf(first.signal)).toEqual([]);
  });

  it('leaves nothing with them when it is done, or fails', async () => {
    const { signal } = new AbortController();

    expect(await withSignals([signal], async () => 'done')).toBe('done');
    await expect(withSignals([signal], () => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(listenersOf(signal)).toEqual([]);
  });
});
