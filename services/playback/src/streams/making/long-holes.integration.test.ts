import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StreamSpeed } from '@playhead/contracts';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnVideo } from '../../testing/drawn-video.ts';
import { largestErrorMs, shownPictures } from '../../testing/shown-pictures.ts';
import { fromKeyPictures, type Hole, streamOfSource } from '../../testing/source-stream.ts';
import { tenthsOf } from '../../testing/time-strip.ts';

const begun = new Date('2026-03-01T12:00:00Z');
const after = (seconds: number) => new Date(begun.getTime() + seconds * 1000);
const RECORDED_SECONDS = 32;
const hole = { from: after(10), to: after(24) };
const codings = {
  h264: ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-sc_threshold', '0', '-bf', '0'],
  h265: ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'keyint=15:bframes=0:log-level=none'],
};
let directory: string;
let ffmpegPath: string;
let recorded: Record<keyof typeof codings, Buffer>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-long-holes-'));
  ffmpegPath = await findFfmpeg();
  const record = (codec: keyof typeof codings) =>
    drawnVideo(ffmpegPath, directory, {
      ...{ begun, seconds: RECORDED_SECONDS, coding: [...codings[codec], '-f', 'mpegts'] },
    });
  recorded = { h264: await record('h264'), h265: await record('h265') };
}, 60_000);
afterAll(() => rm(directory, { recursive: true, force: true }));

/** What is shown of all that was recorded but for the hole, and what the VMS was asked for. */
async function shown(speed: StreamSpeed, sends: Hole['sends'], codec: keyof typeof codings = 'h264') {
  const source = fromKeyPictures(recorded[codec], begun, codec, [{ ...hole, sends }]);
  const asked: Date[] = [];
  const [first, last] = [begun, after(RECORDED_SECONDS - 1)];
  const { segments } = await streamOfSource(
    (time) => {
      asked.push(time);
      return source(time);
    },
    {
      ...{ ffmpegPath, directory, begun, speed, codecs: ['h264'], recordedUntil: after(RECORDED_SECONDS) },
      ...(speed > 0 ? { startTime: first, endTime: last } : { startTime: last, endTime: first }),
    },
  );
  const tenths: number[] = [];
  for (const { path, wallClock } of segments) {
    for (const picture of await shownPictures(ffmpegPath, directory, await readFile(path))) {
      expect(largestErrorMs(picture, wallClock, speed)).toBeLessThanOrEqual(101);
      tenths.push(picture.tenths - tenthsOf(begun));
    }
  }
  return { tenths, asked, segments };
}

/** In the order of recording, nothing but the hole is left out, where pictures are so many tenths of a second apart. */
function expectAllButHole(tenths: readonly number[], speed: number, apart: number) {
  expect(tenths).toEqual(tenths.toSorted((a, b) => (a - b) * speed));
  const times = tenths.toSorted((a, b) => a - b);
  const steps = times.slice(1).map((tenth, index) => [times[index] ?? Number.NaN, tenth] as const);
  const skips = steps.filter(([from, to]) => to - from > apart);
  expect(skips).toHaveLength(1);
  const [before, behind] = skips[0] ?? [Number.NaN, Number.NaN];
  expect(before).toBeGreaterThanOrEqual(100 - apart);
  expect(before).toBeLessThan(100);
  expect(behind).toBeGreaterThanOrEqual(240);
  expect(behind).toBeLessThanOrEqual(240 + apart);
  expect(times[0]).toBeLessThanOrEqual(apart);
  expect(times.at(-1)).toBeGreaterThanOrEqual((RECORDED_SECONDS - 1) * 10 - apart);
}

/** How far apart pictures are shown, in tenths of a second of recording. */
const apartAt = (speed: number) => (Math.abs(speed) >= 4 ? 10 : Math.max(1, -speed));

describe('what was not recorded for longer than ten seconds, though it is listed, is left out as a gap is', () => {
  it.each([1, 0.5, 2, 8] as const)('at speed %d', async (speed) => {
    const { tenths, segments } = await shown(speed, 'after');

    expectAllButHole(tenths, speed, apartAt(speed));
    const skips = segments.filter(({ discontinuity }) => discontinuity);
    expect(skips.map(({ wallClock }) => wallClock)).toEqual([hole.to]);
  });

  it.each([1, 2] as const)('where pictures are coded anew, in whole segments, at speed %d', async (speed) => {
    const { tenths, segments } = await shown(speed, 'after', 'h265');

    expectAllButHole(tenths, speed, apartAt(speed));
    const skips = segments.filter(({ discontinuity }) => discontinuity);
    expect(skips.map(({ wallClock }) => wallClock)).toEqual([hole.to]);
    const lengths = segments.slice(0, -1).map(({ durationSeconds }) => durationSeconds);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(0.5);
  });

  it.each(
    ([-1, -2, -4, -8] as const).flatMap((speed) =>
      (['before', 'after'] as const).map((sends) => [speed, sends] as const),
    ),
  )('at speed %d, where the VMS, asked for it, sends what comes %s it', async (speed, sends) => {
    const { tenths, segments, asked } = await shown(speed, sends);

    expectAllButHole(tenths, speed, apartAt(speed));
    const skips = segments.filter(({ discontinuity }) => discontinuity);
    expect(skips).toHaveLength(1);
    // It goes on with what was recorded last before it.
    const beforeMs = hole.from.getTime() - (skips[0]?.wallClock.getTime() ?? Number.NaN);
    expect(beforeMs).toBeGreaterThan(0);
    expect(beforeMs).toBeLessThanOrEqual(apartAt(speed) * 100);
    // What was sent tells where it begins: it isn't walked over window by window.
    const within = asked.filter((time) => time > hole.from && time < hole.to);
    if (sends === 'before') expect(within.length).toBeLessThanOrEqual(1);
    // It isn't taken for a long group of pictures, in which others have to stand in for key pictures.
    if (speed <= -4) expect(tenths.filter((tenth) => tenth % 10 !== 0)).toEqual([]);
  });
});
