import { randomUUID } from 'node:crypto';
import { CameraId } from '@playhead/contracts';
import { TestClock } from '@playhead/service-kit/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlaybackStream } from '../stream.ts';
import { Rush } from './rush.ts';

let clock: TestClock;
let open: PlaybackStream[];
let rush: Rush;

beforeEach(() => {
  vi.useFakeTimers();
  clock = new TestClock();
  open = [];
  rush = new Rush(() => open);
});
afterEach(() => {
  rush.stop();
  vi.useRealTimers();
});

function begin() {
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const [startTime, openedAt] = [clock.now(), clock.now()];
  const stream = new PlaybackStream(
    { id: 'id', camera, startTime, speed: 1, codecs: ['h264'], directory: '/nowhere', openedAt },
    clock,
  );
  open.push(stream);
  rush.begin();
  return stream;
}

function list(stream: PlaybackStream, seconds: number) {
  const segment = { path: '/nowhere', wallClock: clock.now(), discontinuity: false, bytes: 1 };
  stream.add({ ...segment, durationSeconds: seconds }, seconds);
}

/** A stream with twelve seconds made, the first two of which its viewer has. */
async function watched() {
  const stream = begin();
  for (let index = 0; index < 6; index += 1) list(stream, 2);
  await stream.want(0);
  return stream;
}

const look = () => vi.advanceTimersByTime(500);

describe('a rush of viewers', () => {
  it('lets a stream that has enough for now wait for one that has nothing', async () => {
    const stream = await watched();
    look();
    expect(stream.isAhead).toBe(false);

    const other = begin();
    expect(stream.isAhead).toBe(true);

    list(other, 8);
    look();
    expect(stream.isAhead).toBe(false);
  });

  it('lets it wait also for one whose viewers are about to run dry', async () => {
    const [stream, other] = [await watched(), await watched()];
    for (const index of [1, 2, 3, 4, 5]) await other.want(index);
    look();
    expect(stream.isAhead).toBe(false);

    clock.advance(6.1);
    look();
    expect([stream.isAhead, other.isAhead]).toEqual([true, false]);
  });

  it('tells the producer that waits as soon as its viewers have played on', async () => {
    const stream = await watched();
    begin();
    for (const index of [1, 2, 3, 4, 5]) await stream.want(index);
    const goesOn = stream.untilWanted();
    clock.advance(2.5);
    look();

    await expect(goesOn).resolves.toBeUndefined();
  });

  it('waits for none that has ended', async () => {
    const stream = await watched();
    const other = begin();
    other.settle({ kind: 'failed', error: new Error('closed'), since: clock.now() });
    look();
    expect(stream.isAhead).toBe(false);
  });

  it('does not wait for one to which the VMS sends nothing', async () => {
    const stream = await watched();
    begin();
    for (let looks = 0; looks < 9; looks += 1) look();
    expect(stream.isAhead).toBe(true);
    look();
    expect(stream.isAhead).toBe(false);
  });

  it('looks at nothing any more once all streams are closed', async () => {
    await watched();
    open = [];
    look();
    expect(vi.getTimerCount()).toBe(0);
  });
});
