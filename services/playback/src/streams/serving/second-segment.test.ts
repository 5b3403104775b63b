import { randomUUID } from 'node:crypto';
import { CameraId } from '@playhead/contracts';
import { TestClock } from '@playhead/service-kit/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlaybackStream } from '../stream.ts';
import { nextSegment, secondSegment } from './second-segment.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function given(wait = secondSegment) {
  const clock = new TestClock();
  const [openedAt, startTime] = [clock.now(), clock.now()];
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const stream = new PlaybackStream(
    { id: 'id', camera, startTime, speed: 1, codecs: ['h264'], directory: '/nowhere', openedAt },
    clock,
  );
  const segment = {
    path: '/nowhere',
    bytes: 1,
    durationSeconds: 1,
    wallClock: startTime,
    discontinuity: false,
  };
  stream.add(segment, 1);
  const client = new AbortController();
  const answered = vi.fn();
  const waiting = wait(stream, client.signal);
  waiting.then(answered, () => undefined);
  /** Lets `ms` go by, and everything happen that happens then. */
  const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  return { stream, client, waiting, answered, after, add: () => stream.add(segment, 1) };
}

describe('the first playlist of a stream', () => {
  it('waits for a second segment, so that a player has something left when it comes back', async () => {
    const { add, answered, after } = given();
    await after(100);
    expect(answered).not.toHaveBeenCalled();

    add();
    await after(0);

    expect(answered).toHaveBeenCalled();
  });

  it('does not wait for it for long', async () => {
    const { answered, after } = given();
    await after(149);
    expect(answered).not.toHaveBeenCalled();

    await after(1);

    expect(answered).toHaveBeenCalled();
  });

  it('does not wait when no second one will come', async () => {
    const { stream, answered, after } = given();
    stream.settle({ kind: 'ended' });
    await after(0);

    expect(answered).toHaveBeenCalled();
  });

  it('is in use while somebody waits for it', async () => {
    const { stream, client, waiting } = given();
    expect(stream.isAwaited).toBe(true);

    client.abort();

    await expect(waiting).rejects.toThrow();
    expect(stream.isAwaited).toBe(false);
  });
});

describe('a playlist that is read again', () => {
  /** Somebody watches from the first segment on. */
  const watched: typeof nextSegment = async (stream, signal) => {
    await stream.want(0);
    await nextSegment(stream, signal);
  };

  it('waits half a second for another segment where viewers soon have none left', async () => {
    const { add, answered, after } = given(watched);
    await after(499);
    expect(answered).not.toHaveBeenCalled();

    add();
    await after(0);

    expect(answered).toHaveBeenCalled();
  });

  it('does not wait for longer', async () => {
    const { answered, after } = given(watched);

    await after(500);

    expect(answered).toHaveBeenCalled();
  });

  it.each([
    [
      'have enough',
      async (stream, signal) => {
        stream.add(
          { path: '/nowhere', bytes: 1, durationSeconds: 9, wallClock: new Date(0), discontinuity: false },
          10,
        );
        await watched(stream, signal);
      },
    ],
    ['have asked for nothing yet', nextSegment],
  ] as const satisfies [string, typeof nextSegment][])('comes at once where viewers %s', async (_, wait) => {
    const { answered, after } = given(wait);

    await after(0);

    expect(answered).toHaveBeenCalled();
  });
});
