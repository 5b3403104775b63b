import type { MilestoneClient, VmsSequence } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { frameReader } from '../testing/frame-reader.ts';
import { createWorld, type World } from '../testing/playback-world.ts';
import { siteOf } from '../testing/site-of.ts';

/** It is noon; footage is kept for a day. */
const site = `
retentionDays: 1
cameras:
  - name: Gate
    failures: none
    gaps:
      - { from: '2026-03-01T10:00:00Z', to: '2026-03-01T10:10:00Z' }
      - { from: '2026-03-01T11:20:10.500Z', to: '2026-03-01T11:20:40.500Z' }
`;

/** The simulator takes fifteen pictures a second, the first on the second. */
const RATE = 15;
const pictureOf = (number: number) => new Date(Math.round((number * 1000) / RATE)).toISOString();
/** Its number, however its time was rounded. */
const numberOf = (picture: string) => Math.round((Date.parse(picture) * RATE) / 1000);
const numberFrom = (time: string) => Math.ceil((Date.parse(time) * RATE) / 1000);
const range = (from: number, count: number) => Array.from({ length: count }, (_, at) => from + at);

let world: World;
let reader: ReturnType<typeof frameReader>;

/** The pictures to which so many steps lead, one after the other, by number, and the gaps on the way. */
async function walk(from: number, step: 1 | -1, count: number) {
  const numbers = [from];
  const gaps = [];
  let at = pictureOf(from);
  for (let done = 0; done < count; done += 1) {
    const { taken, crossedGap } = await reader.frame(at, `&step=${step}`);
    at = taken;
    numbers.push(numberOf(taken));
    if (crossedGap !== null) gaps.push(crossedGap);
  }
  return { numbers, gaps };
}

/** A VMS may begin a new sequence without a gap, which the simulated one does not do by itself. */
function listInPieces(milestone: MilestoneClient, borders: readonly string[]) {
  const cuts = borders.map((border) => new Date(border));
  const list = milestone.querySequences.bind(milestone);
  vi.spyOn(milestone, 'querySequences').mockImplementation(async (...call) => {
    const footage = await list(...call);
    return { ...footage, sequences: footage.sequences.flatMap((sequence) => inPieces(sequence, cuts)) };
  });
}

function inPieces(sequence: VmsSequence, cuts: readonly Date[]): VmsSequence[] {
  const { startTime, endTime, sequenceId } = sequence;
  const inside = cuts.filter((cut) => cut > startTime && cut < endTime);
  const starts = [startTime, ...inside];
  return starts.map((start, at) => ({
    ...sequence,
    sequenceId: `${sequenceId}-${start.toISOString()}`,
    startTime: start,
    endTime: starts[at + 1] ?? endTime,
  }));
}

beforeAll(async () => {
  world = await createWorld(
    {},
    { scenario: await siteOf(site), prepared: { size: '640x360', kilobits: 400 } },
  );
  const camera = await world.importCamera(1);
  reader = frameReader(world, camera);
  listInPieces(world.service.app.get(MILESTONE), ['2026-03-01T11:00:00Z', '2026-03-01T11:00:20Z']);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await world?.close();
});

describe('stepping', () => {
  it.each([
    ['a sequence and one after a gap', '2026-03-01T10:00:00Z', '2026-03-01T10:10:00Z'],
    [
      'pictures and a gap between them that no second begins',
      '2026-03-01T11:20:10.500Z',
      '2026-03-01T11:20:40.500Z',
    ],
    ['a sequence and the one that adjoins it at the hour', '2026-03-01T11:00:00Z', '2026-03-01T11:00:00Z'],
    ['a sequence and the one that adjoins it', '2026-03-01T11:00:20Z', '2026-03-01T11:00:20Z'],
  ])('leads over the border of %s, each picture once, on and back', async (_, end, start) => {
    const around = [...range(numberFrom(end) - 2, 2), ...range(numberFrom(start), 2)];
    const gaps = end === start ? [] : [`${new Date(end).toISOString()}/${new Date(start).toISOString()}`];

    const [first = Number.NaN, last = Number.NaN] = [around[0], around.at(-1)];

    expect(await walk(first, 1, 3)).toEqual({ numbers: around, gaps });
    expect(await walk(last, -1, 3)).toEqual({ numbers: around.toReversed(), gaps });
    expect(numberOf((await reader.frame(pictureOf(first), '&step=1&count=3')).taken)).toBe(last);
    expect(numberOf((await reader.frame(pictureOf(last), '&step=-1&count=3')).taken)).toBe(first);
  });

  it('from where a sequence has begun and its first picture is still to come leads to that', async () => {
    const time = '2026-03-01T11:20:40.510Z';

    const [on, back] = [await reader.frame(time, '&step=1'), await reader.frame(time, '&step=-1')];

    expect(numberOf(on.taken)).toBe(numberFrom(time));
    expect(numberOf(back.taken)).toBe(numberFrom('2026-03-01T11:20:10.500Z') - 1);
  });

  it('back from the very first picture is a problem that says there is none', async () => {
    const first = numberFrom('2026-02-28T12:00:00Z');

    expect((await walk(first + 2, -1, 2)).numbers).toEqual(range(first, 3).toReversed());
    expect(await world.call(`GET ${reader.path(pictureOf(first), '&step=-1')}`)).toMatchObject({
      status: 404,
      body: {
        code: 'picture-not-found',
        detail: 'This is the oldest picture; there is none before.',
      },
    });
    expect((await walk(first, 1, 2)).numbers).toEqual(range(first, 3));
  });

  it('on from the newest picture is a problem that says there is none yet, until there is', async () => {
    const newest = numberFrom(world.clock.now().toISOString()) - 1;

    expect((await walk(newest - 2, 1, 2)).numbers).toEqual(range(newest - 2, 3));
    expect(await world.call(`GET ${reader.path(pictureOf(newest), '&step=1')}`)).toMatchObject({
      status: 404,
      body: { code: 'picture-not-found', detail: 'There is no picture after this time yet.' },
    });
    expect((await walk(newest, -1, 2)).numbers).toEqual(range(newest - 2, 3).toReversed());

    // What the VMS told of the newest footage is taken for true for two seconds.
    world.clock.advance(3);
    expect((await walk(newest, 1, 2)).numbers).toEqual(range(newest, 3));
  });
});
