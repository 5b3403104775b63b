import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { drawnVideo } from '../../testing/drawn-video.ts';
import { largestErrorMs, shownPictures } from '../../testing/shown-pictures.ts';
import { fromKeyPictures, streamOfSource } from '../../testing/source-stream.ts';

const begun = new Date('2026-03-01T12:00:00Z');
let directory: string;
let ffmpegPath: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-thinned-'));
  ffmpegPath = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

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
