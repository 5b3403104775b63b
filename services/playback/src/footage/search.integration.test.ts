import type { VmsSequence } from '@playhead/milestone';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';
import { FootageService } from './footage.service.ts';
import type { Range } from './footage.ts';

const DAY_MS = 86_400_000;
let world: World;
let footage: FootageService;
let camera: { id: Awaited<ReturnType<World['importCamera']>>['id']; name: string; deviceId: string };

/** Yesterday and the day before: a sequence, the gap behind it, and the sequence behind that. */
let earlier: VmsSequence;
let gap: Range;
let later: VmsSequence;

const moved = (time: Date, ms: number) => new Date(time.getTime() + ms);
const middleOf = ({ startTime, endTime }: Range) =>
  moved(startTime, (endTime.getTime() - startTime.getTime()) / 2);

beforeAll(async () => {
  world = await createWorld();
  footage = world.service.app.get(FootageService);
  camera = { ...(await world.importCamera(4)), name: 'Ticket Hall' };
  const endTime = moved(world.clock.now(), -DAY_MS);
  const { sequences } = await footage.query(camera, { startTime: moved(endTime, -DAY_MS), endTime });
  const index = sequences.findIndex(
    (sequence, at) => sequence.endTime < (sequences[at + 1]?.startTime ?? sequence.endTime),
  );
  const [first, second] = sequences.slice(index);
  if (first === undefined || second === undefined) throw new Error('The history has no gap.');
  earlier = first;
  later = second;
  gap = { startTime: earlier.endTime, endTime: later.startTime };
});
afterAll(() => world?.close());

describe('the next footage', () => {
  it('after a moment in a gap is the sequence behind the gap', async () => {
    const found = await footage.next(camera, middleOf(gap), world.clock.now());

    expect(found).toMatchObject({ sequenceId: later.sequenceId, startTime: later.startTime });
  });

  it('after a moment in a sequence is the rest of that sequence', async () => {
    const time = middleOf(earlier);

    const found = await footage.next(camera, time, world.clock.now());

    expect(found).toMatchObject({
      sequenceId: earlier.sequenceId,
      startTime: time,
      endTime: earlier.endTime,
    });
  });

  it('is none when nothing was recorded before the end', async () => {
    expect(await footage.next(camera, gap.startTime, gap.endTime)).toBeUndefined();
    expect(await footage.next(camera, gap.endTime, gap.startTime)).toBeUndefined();
  });

  it('is found however far away it is', async () => {
    const found = await footage.next(camera, moved(world.clock.now(), -40 * DAY_MS), world.clock.now());

    expect(found?.startTime.getTime()).toBeGreaterThanOrEqual(world.clock.now().getTime() - 8 * DAY_MS);
  });
});

describe('the previous footage', () => {
  it('before a moment in a gap is the sequence before the gap', async () => {
    const found = await footage.previous(camera, middleOf(gap), moved(gap.startTime, -DAY_MS));

    expect(found).toMatchObject({ sequenceId: earlier.sequenceId, endTime: earlier.endTime });
  });

  it('before a moment in a sequence is that sequence up to the moment', async () => {
    const time = middleOf(later);

    const found = await footage.previous(camera, time, moved(time, -DAY_MS));

    expect(found).toMatchObject({
      sequenceId: later.sequenceId,
      startTime: later.startTime,
      endTime: time,
    });
  });

  it('is what was recorded since a gap, however short a while ago that was', async () => {
    const time = moved(later.startTime, 400);

    const found = await footage.previous(camera, time, moved(time, -DAY_MS));

    expect(found).toMatchObject({ startTime: later.startTime, endTime: time });
  });

  it('is what was recorded before a gap, however little of it comes after the start', async () => {
    const start = moved(earlier.endTime, -400);

    const found = await footage.previous(camera, middleOf(gap), start);

    expect(found).toMatchObject({ startTime: start, endTime: earlier.endTime });
  });

  it('is none when nothing was recorded since the start', async () => {
    expect(await footage.previous(camera, gap.endTime, gap.startTime)).toBeUndefined();
    expect(await footage.previous(camera, gap.startTime, gap.endTime)).toBeUndefined();
  });
});

describe('the footage at a moment', () => {
  it('is the sequence that holds it, from its first moment until just before its end', async () => {
    const { sequenceId } = later;

    expect(await footage.footageAt(camera, later.startTime)).toMatchObject({ sequenceId });
    expect(await footage.footageAt(camera, middleOf(later))).toMatchObject({ sequenceId });
    expect(await footage.footageAt(camera, moved(later.endTime, -1))).toMatchObject({ sequenceId });
    expect((await footage.footageAt(camera, later.endTime))?.sequenceId).not.toBe(sequenceId);
  });

  it('is none in a gap', async () => {
    expect(await footage.footageAt(camera, gap.startTime)).toBeUndefined();
    expect(await footage.footageAt(camera, middleOf(gap))).toBeUndefined();
  });
});
