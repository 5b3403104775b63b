import { randomUUID } from 'node:crypto';
import { CameraId } from '@playhead/contracts';
import { TestClock } from '@playhead/service-kit/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { PlaybackStream } from '../stream.ts';
import { Room } from './room.ts';

const MEGABYTE = 1024 * 1024;
let clock: TestClock;
beforeEach(() => {
  clock = new TestClock();
});

/** A stream with one segment of so many megabytes. */
function streamOf(megabytes: number) {
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const openedAt = clock.now();
  const startTime = openedAt;
  const stream = new PlaybackStream(
    { id: 'id', camera, startTime, speed: 1, codecs: ['h264'], directory: '/nowhere', openedAt },
    clock,
  );
  const segment = { path: '/nowhere', durationSeconds: 10, wallClock: startTime, discontinuity: false };
  stream.add({ ...segment, bytes: megabytes * MEGABYTE }, 10);
  return stream;
}

describe('the room for streams', () => {
  it('refuses one more while all are watched', () => {
    const room = new Room({ streams: 2, bytes: 1000 * MEGABYTE });
    expect(() => room.evictedFor([streamOf(1), streamOf(1)], clock.now())).toThrow(/All 2 streams/);
  });

  it('takes the place of the one that was idle longest', () => {
    const room = new Room({ streams: 2, bytes: 1000 * MEGABYTE });
    const idlest = streamOf(1);
    clock.advance(3);
    const idle = streamOf(1);
    clock.advance(6);

    expect(room.evictedFor([idle, idlest], clock.now())).toEqual([idlest]);
  });

  it('counts the disk too: as many go as make enough of it free', () => {
    const room = new Room({ streams: 50, bytes: 100 * MEGABYTE });
    const streams = [streamOf(40), streamOf(40), streamOf(19)];
    expect(() => room.evictedFor(streams, clock.now())).toThrow(/disk space/);
    clock.advance(6);

    expect(room.evictedFor(streams, clock.now())).toHaveLength(1);
  });

  it('lets each stream keep less while the disk fills, and more again once it is free', async () => {
    const room = new Room({ streams: 50, bytes: 100 * MEGABYTE });
    const small = streamOf(1);
    await room.balance([small, streamOf(80)]);
    expect(small.isAhead).toBe(true);

    await room.balance([small]);
    expect(small.isAhead).toBe(false);
  });
});
