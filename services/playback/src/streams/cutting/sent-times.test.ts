import { describe, expect, it } from 'vitest';
import { keyUnits, otherUnits, SECOND, seconds } from '../../testing/cut-source.ts';
import { TransportSource } from '../../testing/transport-source.ts';
import { SentTimes } from './sent-times.ts';

/** However the bytes come. */
function sent(bytes: Buffer, container: 'mp2t' | 'h264' = 'mp2t') {
  const times = new SentTimes({ container });
  for (let at = 0; at < bytes.length; at += 97) times.take(bytes.subarray(at, at + 97));
  return times;
}
const reached = (...what: Parameters<typeof sent>) => sent(...what).reachedSeconds;

/** Pictures at these seconds. */
const sentAt = (times: readonly number[]) =>
  sent(
    times.reduce(
      (source, time) => source.picture({ pts: Math.round(time * SECOND) }, ...otherUnits),
      new TransportSource().tables(),
    ).bytes,
  );
const every = (step: number, from: number, to: number) =>
  Array.from({ length: Math.round((to - from) / step) }, (_, index) => from + index * step);

describe('how far sent pictures go', () => {
  it('is told by those that are no key pictures, too', () => {
    expect(reached(seconds(3).bytes)).toBeCloseTo(2 + 14 / 15);
  });

  it('is told by the picture that is shown last, though another may be sent after it', () => {
    const source = new TransportSource().tables().picture({ pts: 0 }, ...keyUnits);
    source.picture({ pts: 3 * SECOND, dts: 1 * SECOND }, ...otherUnits);
    source.picture({ pts: 2 * SECOND, dts: 2 * SECOND }, ...otherUnits);

    expect(reached(source.bytes)).toBe(3);
  });

  it('is told where the clock starts over', () => {
    expect(reached(seconds(3, new TransportSource(), 2 ** 33 - SECOND).bytes)).toBeCloseTo(2 + 14 / 15);
  });

  it('does not count sound', () => {
    const source = new TransportSource({ map: 0x42, picture: 0x1e1, sound: 0x1e2 }).tables();
    source.picture({ pts: 0 }, ...keyUnits).sound(5 * SECOND, Buffer.alloc(400));

    expect(reached(source.bytes)).toBe(0);
  });

  it.each([
    ['what is no MPEG-TS', Buffer.alloc(100_000, 0x11), 'mp2t'],
    ['another container', Buffer.concat(keyUnits), 'h264'],
  ] as const)('is not told by %s', (_, bytes, container) => {
    expect(reached(bytes, container)).toBeUndefined();
  });
});

describe('where nothing was recorded for a while', () => {
  it('is told of the last hole that begins before a time', () => {
    const times = sentAt([...every(0.1, 0, 2), ...every(0.1, 4, 6), ...every(0.1, 8, 10)]);

    expect(times.lastHole(10)).toEqual({ fromSeconds: 5.9, toSeconds: 8 });
    expect(times.lastHole(7)).toEqual({ fromSeconds: 5.9, toSeconds: 8 });
    expect(times.lastHole(5)).toEqual({ fromSeconds: 1.9, toSeconds: 4 });
    expect(times.lastHole(1)).toBeUndefined();
  });

  it('is no hole where pictures are as far apart as key pictures may be', () => {
    const times = sentAt([0, 1, 2, 10, 11, 19, 20, 31, 32]);

    expect(times.lastHole(20)).toBeUndefined();
    expect(times.lastHole(32)).toEqual({ fromSeconds: 20, toSeconds: 31 });
  });
});
