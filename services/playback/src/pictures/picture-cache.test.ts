import { TestClock } from '@playhead/service-kit/testing';
import { describe, expect, it } from 'vitest';
import { PictureCache } from './picture-cache.ts';

function given(maxBytes: number) {
  const clock = new TestClock();
  const cache = new PictureCache<Buffer>(maxBytes, (image) => image.length, clock);
  const old = clock.now().getTime() - 3_600_000;
  return { cache, clock, old, now: clock.now().getTime() };
}

describe('keeping pictures', () => {
  it('never holds more bytes than it may, and lets go first of what was asked for longest ago', () => {
    const { cache, old } = given(250);
    for (const key of ['a', 'b', 'c']) {
      cache.keep(key, Buffer.alloc(100), old);
      cache.get('a');
    }

    expect(cache.bytes).toBeLessThanOrEqual(250);
    expect(cache.get('a')).toBeDefined();
    expect(cache.get('b')).toBeUndefined();
  });

  it('passes over what is larger than all it may hold', () => {
    const { cache, old } = given(250);
    cache.keep('huge', Buffer.alloc(300), old);

    expect(cache.get('huge')).toBeUndefined();
  });

  it('forgets a picture of a moment near now after seconds, one of long ago after an hour', () => {
    const { cache, clock, old, now } = given(250);
    cache.keep('near', Buffer.alloc(1), now);
    cache.keep('old', Buffer.alloc(1), old);
    clock.advance(3);
    expect([cache.get('near'), cache.get('old')?.length]).toEqual([undefined, 1]);
    clock.advance(3_600);
    expect(cache.get('old')).toBeUndefined();
  });
});
