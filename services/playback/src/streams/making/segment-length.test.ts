import { randomUUID } from 'node:crypto';
import { CameraId } from '@playhead/contracts';
import { TestClock } from '@playhead/service-kit/testing';
import { describe, expect, it } from 'vitest';
import { PlaybackStream } from '../stream.ts';
import { laterSegmentSeconds, makeRoom } from './segment-length.ts';

const now = new Date('2026-03-01T14:00:00Z');

/** A stream that begins so many seconds ago. */
function beginning(secondsAgo: number) {
  const startTime = new Date(now.getTime() - secondsAgo * 1000);
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const identity = {
    id: 'id',
    camera,
    startTime,
    speed: 1,
    codecs: [],
    directory: '/nowhere',
    openedAt: now,
  } as const;
  const stream = new PlaybackStream(identity, new TestClock(now));
  makeRoom(stream, startTime, now);
  return stream;
}

describe('the segments of a stream', () => {
  it('get longer after the first ones, with room for groups of pictures that come longer still', () => {
    const stream = beginning(3_600);

    expect(laterSegmentSeconds(stream)).toBe(2);
    expect(stream.fits(4.4)).toBe(true);
  });

  it('stay short where what is shown was recorded just now, so that players are told of it soon', () => {
    const stream = beginning(20);

    expect(laterSegmentSeconds(stream)).toBeUndefined();
    expect(stream.targetDurationSeconds).toBe(2);
  });
});
