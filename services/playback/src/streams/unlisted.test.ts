import { beforeEach, describe, expect, it } from 'vitest';
import { Unlisted } from './unlisted.ts';

const KILOBYTE = 1024;
let unlisted: Unlisted;
beforeEach(() => {
  unlisted = new Unlisted();
});

describe('what a stream has on the disk beside what it lists', () => {
  it('is what was fed, until a segment tells how much becomes of it', () => {
    unlisted.feed(4000 * KILOBYTE);
    expect(unlisted.bytes).toBe(4000 * KILOBYTE);

    unlisted.whole({ bytes: 1000 * KILOBYTE, fedAfter: 0 });

    expect(unlisted.grownBy(400)).toBe(100);
  });

  it('counts what was fed and is in no whole segment', () => {
    unlisted.feed(1000 * KILOBYTE);
    unlisted.feed(20 * KILOBYTE);
    unlisted.whole({ bytes: 1000 * KILOBYTE, fedAfter: 20 * KILOBYTE });
    expect(unlisted.bytes).toBe((1000 + 20) * KILOBYTE);

    unlisted.feed(50 * KILOBYTE);

    expect(unlisted.bytes).toBe((1000 + 20 + 50) * KILOBYTE);
  });

  it('holds whole segments until they are listed or removed', () => {
    unlisted.whole({ bytes: 300, fedAfter: 0 });
    unlisted.whole({ bytes: 200, fedAfter: 0 });
    unlisted.settle(300);

    expect(unlisted.bytes).toBe(200);
  });

  it('is nothing once it was tidied', () => {
    unlisted.feed(300);
    unlisted.whole({ bytes: 200, fedAfter: 0 });
    unlisted.reset();

    expect(unlisted.bytes).toBe(0);
  });
});
