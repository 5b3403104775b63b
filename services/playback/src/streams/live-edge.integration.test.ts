import { streamSpeeds } from '@playhead/contracts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';
import { streamReader } from '../testing/stream-reader.ts';
import { tenthsOf } from '../testing/time-strip.ts';
import { SequenceFinder } from './making/sequence-finder.ts';

/** Pictures of the simulator, in a second. */
const RATE = 15;
const TENTH_MS = 100;
/** The fastest speeds leave out what lies within a second. */
const LEFT_OUT_TENTHS = 10;
/** What is recorded while the streams wait: at 8, less is not worth being asked for. */
const RECORDED_SECONDS = 16;
const prepared = { size: '640x360', kilobits: 400 } as const;

const endOf = ({ wallClock, durationSeconds }: { wallClock: Date; durationSeconds: number }, speed: number) =>
  wallClock.getTime() + speed * durationSeconds * 1000;

let world: World;
let reader: ReturnType<typeof streamReader>;

beforeAll(async () => {
  world = await createWorld({ MILESTONE_VIDEO_SPEEDS: '1' }, { prepared, speeds: [1] });
  reader = streamReader(world, await world.importCamera(1));
});
afterAll(() => world?.close());

describe('the live edge', () => {
  it('is where a stream can begin, of a camera that is recorded', async () => {
    const looks = vi.spyOn(world.service.app.get(SequenceFinder), 'after');
    onTestFinished(() => looks.mockRestore());
    const time = world.clock.now();
    const asked = reader.streamAt(time);
    await vi.waitFor(() => expect(looks).toHaveBeenCalled(), { timeout: 30_000, interval: 20 });
    world.clock.advance(5);

    expect(await asked).toMatchObject({ status: 200 });
  });

  it('is not waited for by a stream of a time that is long to come', async () => {
    const looks = vi.spyOn(world.service.app.get(SequenceFinder), 'after');
    onTestFinished(() => looks.mockRestore());

    const time = new Date(world.clock.now().getTime() + 60_000);
    const answer = await reader.streamAt(time);

    expect(answer).toMatchObject({ status: 404, body: { code: 'footage-not-found' } });
    expect(looks.mock.calls.filter(([, from]) => from >= time)).toHaveLength(1);
  });

  it('is where a stream waits, and goes on with what is recorded then, every picture once', async () => {
    const time = new Date(world.clock.now().getTime() - 5_600);
    const first = await reader.playlistOf(time, 5);
    expect(first.ended).toBe(false);
    world.clock.advance(5);

    const { segments, ended } = await reader.playlistOf(time, first.segments.length + 3);

    expect(ended).toBe(false);
    expect(segments.some(({ discontinuity }) => discontinuity)).toBe(false);
    const { tenths, errorMs } = await reader.shownBy(segments, 1);
    expect(errorMs).toBeLessThanOrEqual(101);
    const start = segments[0]?.wallClock.getTime() ?? 0;
    expect(tenths).toEqual(tenths.map((_, n) => tenthsOf(new Date(start + Math.floor((n * 1000) / RATE)))));
  });
});

describe('at the live edge', () => {
  let edge: Date;
  /** Backwards at the edge; forwards so far from it that there is something to show at once. */
  const startOf = (speed: number) => new Date(edge.getTime() - (speed < 0 ? 0 : Math.max(1, speed) * 2_600));
  beforeAll(async () => {
    // Amid a group of pictures, as it mostly is.
    world.clock.advance(0.4);
    edge = world.clock.now();
    await Promise.all(
      streamSpeeds.map(async (speed) => {
        const { ended } = await reader.playlistOf(startOf(speed), 1, `&speed=${speed}`);
        expect(ended).toBe(false);
      }),
    );
    world.clock.advance(RECORDED_SECONDS);
  });

  it.each(streamSpeeds.filter((speed) => speed > 0))(
    'at speed %d a stream waits, and goes on with what is recorded then',
    async (speed) => {
      const { segments, ended } = await reader.playlistWhen(startOf(speed), `&speed=${speed}`, (playlist) =>
        playlist.segments.some((segment) => endOf(segment, speed) >= edge.getTime() + speed * 1_000),
      );

      expect(ended).toBe(false);
      expect(segments.some(({ discontinuity }) => discontinuity)).toBe(false);
      const over = segments.findIndex((segment) => endOf(segment, speed) > edge.getTime());
      const { tenths, errorMs } = await reader.shownBy(
        segments.slice(Math.max(0, over - 1), over + 2),
        speed,
      );
      expect(errorMs).toBeLessThanOrEqual(TENTH_MS + 1);
      const steps = tenths.slice(1).map((tenth, at) => tenth - (tenths[at] ?? Number.NaN));
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...steps)).toBeLessThanOrEqual(speed === 8 ? LEFT_OUT_TENTHS : 1);
      expect(tenths.at(-1)).toBeGreaterThan(tenthsOf(edge));
    },
  );

  it.each(streamSpeeds.filter((speed) => speed < 0))(
    'at speed %d a stream begins with the newest picture',
    async (speed) => {
      const { segments } = await reader.playlistOf(startOf(speed), 3, `&speed=${speed}`);

      const { tenths, errorMs } = await reader.shownBy(segments.slice(0, 3), speed);
      expect(errorMs).toBeLessThanOrEqual(TENTH_MS + 1);
      expect(tenths).toEqual(tenths.toSorted((a, b) => b - a));
      expect(tenthsOf(edge) - (tenths[0] ?? Number.NaN)).toBeLessThanOrEqual(
        speed < -1 ? LEFT_OUT_TENTHS : 1,
      );
    },
  );
});
