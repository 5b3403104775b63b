import { randomUUID } from 'node:crypto';
import { CameraId } from '@playhead/contracts';
import { TestClock } from '@playhead/service-kit/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlaybackStream } from '../stream.ts';
import { secondSegment } from './second-segment.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function given() {
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
  const waiting = secondSegment(stream, client.signal);
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
