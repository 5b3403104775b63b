import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';
import { streamReader } from '../testing/stream-reader.ts';
import { tenthsOf } from '../testing/time-strip.ts';

/** The fastest speeds leave out what lies within a second. */
const LEFT_OUT_TENTHS = 10;
const prepared = { size: '640x360', kilobits: 400 } as const;

let world: World;
let reader: ReturnType<typeof streamReader>;
let gap: Awaited<ReturnType<typeof reader.aGap>>;

beforeAll(async () => {
  world = await createWorld({}, { prepared });
  reader = streamReader(world, await world.importCamera(1));
  gap = await reader.aGap();
});
afterAll(() => world?.close());
beforeEach(() => world.simulator.clearFaults());

describe('a stream', () => {
  it('goes on where the VMS broke off, every picture once', async () => {
    const time = new Date(gap.startTime.getTime() - 2_000_000);
    world.simulator.addFault({ kind: 'drop', afterBytes: 150_000, calls: 1, match: { operation: 'video' } });

    const { segments } = await reader.playlistOf(time, 10);

    expect(world.simulator.state().faults).toEqual([]);
    const ends = segments.map(
      ({ wallClock, durationSeconds }) => wallClock.getTime() + durationSeconds * 1000,
    );
    expect(segments.slice(1).map(({ wallClock }) => wallClock.getTime())).toEqual(ends.slice(0, -1));
    expect(segments.some(({ discontinuity }) => discontinuity)).toBe(false);
  });

  it('that breaks for good shows what it has, and says why it ends', async () => {
    const time = new Date(gap.startTime.getTime() - 2_400_000);
    world.simulator.addFault({ kind: 'drop', afterBytes: 150_000, calls: 1, match: { operation: 'video' } });
    world.simulator.addFault({ kind: 'drop', afterBytes: 0, calls: 50, match: { operation: 'video' } });

    const { segments } = await reader.playlistOf(time, 1_000);

    const answer = await reader.streamAt(time);
    expect(segments.length).toBeGreaterThan(0);
    expect(answer.headers.get('X-Playback-Problem')).toBe('vms-unavailable');
    expect(answer.body).toMatch(
      /#EXT-X-PLAYHEAD-PROBLEM:CODE="vms-unavailable",DETAIL="[^"]+"\n#EXT-X-ENDLIST/,
    );
  });

  it('of a VMS that is down is a 503 that says when to come back', async () => {
    world.simulator.addFault({ kind: 'status', status: 503, calls: 50, match: { operation: 'video' } });

    const answer = await reader.streamAt(new Date(gap.startTime.getTime() - 1_700_000));

    expect(answer).toMatchObject({ status: 503, body: { code: 'vms-unavailable' } });
    expect(answer.headers.get('Retry-After')).toMatch(/^\d+$/);
  });
});

describe.each([
  ['a VMS that serves every speed', {}, { prepared }, [4, -1]],
  [
    'a VMS that sends forwards at normal speed only',
    { MILESTONE_VIDEO_SPEEDS: '1' },
    { prepared, speeds: [1] },
    [8, -1, -4],
  ],
] as const)('from %s', (_, variables, vms, speeds) => {
  let world: World;
  let reader: ReturnType<typeof streamReader>;
  beforeAll(async () => {
    world = await createWorld(variables, vms);
    reader = streamReader(world, await world.importCamera(1));
  });
  afterAll(() => world?.close());

  it.each(speeds)('at speed %d a stream goes on where the connection was cut', async (speed) => {
    const time = new Date((await reader.aGap()).startTime.getTime() - 1_000_000);
    const end = new Date(time.getTime() + speed * 3_150);
    const cuts = { kind: 'reset', afterBytes: 60_000, calls: 2, match: { operation: 'video' } } as const;
    world.simulator.addFault(cuts);

    const { segments, ended } = await reader.playlistOf(
      time,
      1_000,
      `&speed=${speed}&end=${end.toISOString()}`,
    );

    expect(world.simulator.state().faults).toEqual([]);
    expect(ended).toBe(true);
    expect(segments.some(({ discontinuity }) => discontinuity)).toBe(false);
    const { tenths, errorMs } = await reader.shownBy(segments, speed);
    expect(errorMs).toBeLessThanOrEqual(101);
    const steps = tenths.slice(1).map((tenth, at) => (tenth - (tenths[at] ?? Number.NaN)) * Math.sign(speed));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...steps)).toBeLessThanOrEqual(speed === -1 ? 1 : LEFT_OUT_TENTHS);
    expect(tenths.length - new Set(tenths).size).toBeLessThanOrEqual(tenths.length / 3);
    expect(Math.abs((tenths[0] ?? Number.NaN) - tenthsOf(time))).toBeLessThanOrEqual(Math.abs(speed) * 10);
    expect(Math.abs((tenths.at(-1) ?? Number.NaN) - tenthsOf(end))).toBeLessThanOrEqual(Math.abs(speed) * 10);
  });
});
