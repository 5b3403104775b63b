import { RecordingQueryResult, streamSpeeds } from '@playhead/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';
import { streamReader } from '../testing/stream-reader.ts';
import { tenthsOf } from '../testing/time-strip.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The fastest speeds leave out what lies within a second. */
const LEFT_OUT_TENTHS = 10;
const prepared = { size: '640x360', kilobits: 400 } as const;

/** The sequences of the camera in the days before now. */
async function sequencesOf(world: World, cameraId: string, days: number) {
  const endTime = world.clock.now();
  const startTime = new Date(endTime.getTime() - days * DAY_MS);
  const { body } = await world.call(`POST /api/v1/cameras/${cameraId}/recordings/query`, {
    startTime,
    endTime,
  });
  return RecordingQueryResult.parse(body).sequences.map((one) => ({
    start: Date.parse(one.startTime),
    end: Date.parse(one.endTime),
  }));
}

describe.each([
  ['a VMS that serves every speed', {}, { prepared }],
  [
    'a VMS that sends forwards at normal speed only',
    { MILESTONE_VIDEO_SPEEDS: '1' },
    { prepared, speeds: [1] },
  ],
] as const)('over %s', (_, variables, vms) => {
  const isMadeHere = 'speeds' in vms;
  let world: World;
  let camera: Awaited<ReturnType<World['importCamera']>>;
  let reader: ReturnType<typeof streamReader>;
  beforeAll(async () => {
    world = await createWorld(variables, vms);
    camera = await world.importCamera(1);
    reader = streamReader(world, camera);
  });
  afterAll(() => world?.close());

  it.each(isMadeHere ? streamSpeeds : [1, -1, -4, -8])(
    'nothing happens at the turn of a day or an hour, at speed %d',
    async (speed) => {
      const sequences = await sequencesOf(world, camera.id, 2);
      const isCovered = (turn: number) =>
        sequences.some(({ start, end }) => start < turn - 30_000 && end > turn + 30_000);
      const today = Math.floor(world.clock.now().getTime() / DAY_MS) * DAY_MS;
      const turn = [0, -1, -2, -3, -4, 1, 2, 3, 4, 5].map((hours) => today + hours * HOUR_MS).find(isCovered);
      const time = new Date((turn ?? Number.NaN) - speed * 1_000);
      // Not at a key picture, with which a group of pictures would end by itself.
      const end = new Date((turn ?? Number.NaN) + speed * 1_150);

      const { segments, ended } = await reader.playlistOf(
        time,
        1_000,
        `&speed=${speed}&end=${end.toISOString()}`,
      );

      expect(ended).toBe(true);
      expect(segments.some(({ discontinuity }) => discontinuity)).toBe(false);
      const { tenths, errorMs } = await reader.shownBy(segments, speed);
      expect(errorMs).toBeLessThanOrEqual(101);
      expect(tenths[0]).toBeLessThanOrEqual(tenthsOf(speed > 0 ? time : new Date(time.getTime() + 100)));
      const left = ((tenths.at(-1) ?? Number.NaN) - tenthsOf(end)) * Math.sign(-speed);
      if (isMadeHere && speed < 0) expect(left).toBeGreaterThanOrEqual(0);
      expect(Math.abs(left)).toBeLessThanOrEqual(Math.abs(speed) * 10);
      const steps = tenths
        .slice(1)
        .map((tenth, index) => (tenth - (tenths[index] ?? Number.NaN)) * Math.sign(speed));
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...steps)).toBeLessThanOrEqual(Math.abs(speed) === 1 ? 1 : LEFT_OUT_TENTHS);
    },
  );

  it.each([1, 8, -1, -8])(
    'at speed %d a stream whose end lies in a gap ends before the gap',
    async (speed) => {
      const gap = await reader.aGap();
      const middle = (gap.startTime.getTime() + gap.endTime.getTime()) / 2;
      const edge = speed > 0 ? gap.startTime : gap.endTime;
      const time = new Date(edge.getTime() - speed * 2_000);

      const { ended } = await reader.playlistOf(
        time,
        1_000,
        `&speed=${speed}&end=${new Date(middle).toISOString()}`,
      );

      expect(ended).toBe(true);
    },
  );

  it('backwards from 0.4 s after a gap what was recorded since the gap is played', async () => {
    const sequences = await sequencesOf(world, camera.id, 2);
    const behind = sequences.find(
      ({ start, end }, at) => end - start > 2_000 && start > (sequences[at - 1]?.end ?? start) + 2_000,
    );
    const start = behind?.start ?? Number.NaN;

    const time = new Date(start + 400);
    const { segments } = await reader.playlistOf(time, 2, '&speed=-1');

    expect(String((await reader.streamAt(time, '&speed=-1')).body)).toContain('SKIPPED=NO');
    const { tenths } = await reader.shownBy(segments.slice(0, 1), -1);
    expect(tenths.at(-1)).toBe(tenthsOf(new Date(start)));
  });

  it.each([-1, -8])('at speed %d a stream ends where the first footage begins', async (speed) => {
    const first = (await sequencesOf(world, camera.id, 60))[0]?.start ?? Number.NaN;

    const { segments, ended } = await reader.playlistOf(
      new Date(first - speed * 2_500),
      1_000,
      `&speed=${speed}`,
    );

    expect(ended).toBe(true);
    const { tenths, errorMs } = await reader.shownBy(segments, speed);
    expect(errorMs).toBeLessThanOrEqual(101);
    const left = (tenths.at(-1) ?? Number.NaN) - tenthsOf(new Date(first));
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThanOrEqual(speed === -1 ? 0 : LEFT_OUT_TENTHS);
    expect(tenths).toEqual(tenths.toSorted((a, b) => b - a));
  });
});
