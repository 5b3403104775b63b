import { randomUUID } from 'node:crypto';
import { CameraId } from '@playhead/contracts';
import { TestClock } from '@playhead/service-kit/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { PlaybackStream } from './stream.ts';

let stream: PlaybackStream;

/** A stream with so many segments of eight seconds; its target is ten. */
beforeEach(() => {
  const clock = new TestClock();
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const [startTime, openedAt] = [clock.now(), clock.now()];
  stream = new PlaybackStream(
    { id: 'id', camera, startTime, speed: 1, codecs: ['h264'], directory: '/nowhere', openedAt },
    clock,
  );
  const segment = { path: '/nowhere/1.ts', wallClock: startTime, discontinuity: false, bytes: 1 };
  for (let index = 0; index < 5; index += 1) stream.add({ ...segment, durationSeconds: 8 }, 8 * (index + 1));
});

const listed = () => stream.segments.map(({ index }) => index);

describe('what a stream lists', () => {
  it('goes once viewers are beyond it, but for three target durations', async () => {
    await stream.want(3);
    expect(listed()).toEqual([0, 1, 2, 3, 4]);

    await stream.shorten(true);
    expect(listed()).toEqual([1, 2, 3, 4]);
  });

  it('goes as soon as viewers have it where the disk is full', async () => {
    await stream.want(3);

    await stream.dropWatched();
    expect(listed()).toEqual([3, 4]);
  });
});
