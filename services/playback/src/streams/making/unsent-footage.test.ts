import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CameraId } from '@playhead/contracts';
import { NotFoundError, type VideoRequest, type VmsSequence } from '@playhead/milestone';
import { TestClock } from '@playhead/service-kit/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlaybackStream } from '../stream.ts';
import { Backwards } from './backwards.ts';
import { Forwards } from './forwards.ts';
import { PartMaker } from './part-maker.ts';
import { SequenceFinder } from './sequence-finder.ts';
import { SequenceProducer } from './sequence-producer.ts';
import { WindowMaker } from './window-maker.ts';
import { WindowProducer } from './window-producer.ts';

const pauses = vi.hoisted((): number[] => []);
vi.mock('node:timers/promises', () => ({
  setTimeout: async (ms: number) => void pauses.push(ms),
}));

const HOUR_MS = 3_600_000;
const startTime = new Date('2026-03-01T12:20:00Z');
let directory: string;

beforeEach(async () => {
  pauses.length = 0;
  directory = await mkdtemp(join(tmpdir(), 'playhead-unsent-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** A VMS lists footage of half an hour at each full hour, and sends none of it. */
function given(speed: 1 | -1) {
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const clock = new TestClock(new Date('2026-04-01T12:00:00Z'));
  const stream = new PlaybackStream(
    { id: 'id', camera, startTime, speed, codecs: ['h264'], directory, openedAt: clock.now() },
    clock,
  );
  const asked: Date[] = [];
  const getVideoStream = async (request: VideoRequest) => {
    asked.push(request.startTime);
    throw new NotFoundError('footage', 'There is no footage at this time.');
  };
  const sequenceAt = (hour: number): VmsSequence => {
    const begins = new Date(hour * HOUR_MS);
    const endTime = new Date(begins.getTime() + HOUR_MS / 2);
    return { sequenceId: String(hour), startTime: begins, endTime, available: true };
  };
  const footage = {
    next: async (_: unknown, from: Date) => {
      const hour = Math.floor(from.getTime() / HOUR_MS);
      return [sequenceAt(hour), sequenceAt(hour + 1)].find(({ endTime }) => endTime > from);
    },
    previous: async (_: unknown, until: Date) => sequenceAt(Math.ceil(until.getTime() / HOUR_MS) - 1),
  };
  const finder: SequenceFinder = Reflect.construct(SequenceFinder, [footage, clock]);
  const parts: PartMaker = Reflect.construct(PartMaker, [{ getVideoStream }]);
  const maker: WindowMaker = Reflect.construct(WindowMaker, [{ getVideoStream }]);
  const windows = new WindowProducer(maker, finder);
  const sequences = new SequenceProducer(parts, new Forwards(finder), new Backwards(finder));
  const producing =
    speed > 0 ? sequences.produce(stream, { kind: 'served' }) : windows.produce(stream, 'all');
  return { producing, asked };
}

describe('footage that the VMS lists and does not send', () => {
  it.each([1, -1] as const)(
    'is asked for ever more seldom, then the next is, and at last the stream says why it ends, at speed %d',
    async (speed) => {
      const { producing, asked } = given(speed);

      await expect(producing).rejects.toMatchObject({
        code: 'footage-not-found',
        message: expect.stringContaining('does not send'),
      });

      expect(pauses).toEqual([200, 400, 800, 200, 400, 800, 200, 400, 800]);
      const hours = asked.map((time) => Math.floor(time.getTime() / HOUR_MS));
      expect(new Set(hours).size).toBe(3);
      // Backwards, what was recorded first is asked for at last: the rest might have been a hole.
      const times = speed > 0 ? 4 : 5;
      for (const hour of hours) expect(hours.filter((one) => one === hour)).toHaveLength(times);
    },
  );
});
