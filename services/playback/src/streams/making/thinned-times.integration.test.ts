import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawnVideo } from '../../testing/drawn-video.ts';
import { playerTimes } from '../../testing/player-times.ts';
import { codedPictures, largestErrorMs, shownPictures } from '../../testing/shown-pictures.ts';
import { fromKeyPictures, streamOfSource } from '../../testing/source-stream.ts';
import { tenthsOf } from '../../testing/time-strip.ts';

const begun = new Date('2026-03-01T12:00:00Z');
let directory: string;
let ffmpegPath: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-thinned-'));
  ffmpegPath = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** When key pictures come, in seconds. */
const keys = [0, 1, 2, 3, 11, 12, 13, 14, 15, 16, 23, 24, 30, 31, 32, 33, 34, 35, 36, 37, 38];
const unevenVideo = (keys: readonly number[]) =>
  drawnVideo(ffmpegPath, directory, {
    ...{ begun, seconds: (keys.at(-1) ?? 0) + 2 },
    coding: [
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '0', '-g', '1000', '-sc_threshold', '0'],
      ...['-force_key_frames', keys.join(), '-f', 'mpegts'],
    ],
  });

it('key pictures that come at any distance are shown at their times at speed 8', async () => {
  const bytes = await unevenVideo(keys);

  const { segments } = await streamOfSource(fromKeyPictures(bytes, begun), {
    ...{ ffmpegPath, directory, begun, speed: 8, codecs: ['h264'] },
    ...{ startTime: begun, endTime: new Date(begun.getTime() + 40_000) },
  });

  const read = await Promise.all(
    segments.map(async ({ path, endSeconds, durationSeconds }) => {
      const pictures = await codedPictures(ffmpegPath, directory, await readFile(path));
      const offsets = pictures.map(({ offsetSeconds }) => offsetSeconds);
      return { pictures, offsets, startSeconds: endSeconds - durationSeconds };
    }),
  );
  const pictures = read.flatMap((segment) => segment.pictures);
  const first = pictures[0]?.tenths ?? Number.NaN;
  const shown = playerTimes(read).map((seconds, index) => {
    const { tenths = Number.NaN, comesAgain = false } = pictures[index] ?? {};
    return { seconds, second: (tenths - first) / 10, comesAgain };
  });
  const shownFirst = shown.filter(({ comesAgain }) => !comesAgain);
  expect(shownFirst.map(({ second }) => second)).toEqual(keys);
  for (const { seconds, second } of shownFirst) expect(seconds).toBeCloseTo(second / 8, 2);
  expect(segments.at(-1)?.endSeconds).toBeCloseTo(5, 2);
});

it.each([
  [-4, 38.5],
  [-8, 38.5],
  [-4, 13.5],
  [-8, 13.5],
] as const)(
  'key pictures that come at any distance are shown at their times at speed %d, from second %d on',
  async (speed, from) => {
    const scaled = (second: number) => (second * -speed) / 8;
    const source = fromKeyPictures(await unevenVideo(keys.map(scaled)), begun);
    const asked: number[] = [];

    const { segments } = await streamOfSource(
      (time) => {
        asked.push(time.getTime());
        return source(time);
      },
      {
        ...{ ffmpegPath, directory, begun, speed, codecs: ['h264'] },
        // Nothing was recorded before the first picture.
        ...{
          startTime: new Date(begun.getTime() + scaled(from) * 1000),
          endTime: new Date(begun.getTime() - 60_000),
        },
      },
    );

    const read = await Promise.all(
      segments.map(async ({ path, wallClock, endSeconds, durationSeconds }) => {
        const pictures = await codedPictures(ffmpegPath, directory, await readFile(path));
        const times = pictures.map(({ tenths }) => (tenths - tenthsOf(begun)) / 10);
        const offsets = pictures.map(({ offsetSeconds }) => offsetSeconds);
        return { wallClock, times, offsets, startSeconds: endSeconds - durationSeconds };
      }),
    );
    const times = read.flatMap((segment) => segment.times);
    const [first = Number.NaN] = times;
    // Coded anew, a picture that comes again is not the same to the byte.
    const shown = playerTimes(read)
      .map((seconds, index) => ({ seconds, second: times[index] ?? Number.NaN }))
      .filter(({ second }, index) => second !== times[index - 1]);
    expect(shown.map(({ second }) => second)).toEqual(
      keys
        .filter((second) => second < from)
        .map(scaled)
        .toReversed(),
    );
    for (const { seconds, second } of shown) expect(seconds).toBeCloseTo((second - first) / speed, 1);
    // So does the time that is told.
    for (const { wallClock, startSeconds } of read)
      expect((wallClock.getTime() - begun.getTime()) / 1000).toBeCloseTo(first + startSeconds * speed, 1);
    // However far apart they are, all of them were sent: nothing is asked for again.
    expect(asked).toEqual([...new Set(asked)]);
    expect(asked).toHaveLength(segments.length);
  },
);

/** One group of pictures, so that windows begin between two of them, and few pictures, so that those are far apart. */
it.each([-4, -8] as const)(
  'pictures left over from many are shown at their times, at speed %d',
  async (speed) => {
    const coding = [
      '-vf',
      'framestep=4',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-g',
      '1000',
      '-sc_threshold',
      '0',
    ];
    const bytes = await drawnVideo(ffmpegPath, directory, {
      ...{ begun, seconds: 40, coding: [...coding, '-bf', '0', '-f', 'mpegts'] },
    });

    const { segments } = await streamOfSource(fromKeyPictures(bytes, begun), {
      ...{ ffmpegPath, directory, begun, speed, codecs: ['h264'] },
      ...{ startTime: new Date(begun.getTime() + 38_100), endTime: begun },
    });

    const tenths: number[] = [];
    for (const [index, { path, wallClock, durationSeconds }] of segments.entries()) {
      const pictures = await shownPictures(ffmpegPath, directory, await readFile(path));
      const [before, last] = pictures.slice(-2).map(({ offsetSeconds }) => offsetSeconds);
      // Players show the last one for as long as the one before it, and shift what follows too soon without a break.
      if (before !== undefined && last !== undefined && segments[index + 1]?.discontinuity === false)
        expect((2 * last - before - durationSeconds) * -speed).toBeLessThanOrEqual(0.11);
      for (const picture of pictures) {
        expect(largestErrorMs(picture, wallClock, speed)).toBeLessThanOrEqual(101);
        tenths.push(picture.tenths);
      }
    }
    expect(tenths).toEqual([...new Set(tenths)].sort((a, b) => b - a));
    expect((tenths[0] ?? 0) - (tenths.at(-1) ?? 0)).toBeGreaterThan(360);
  },
);
