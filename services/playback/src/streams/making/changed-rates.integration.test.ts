import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnVideo } from '../../testing/drawn-video.ts';
import { playerTimes } from '../../testing/player-times.ts';
import { codedPictures, largestErrorMs } from '../../testing/shown-pictures.ts';
import { fromKeyPictures, streamOfSource } from '../../testing/source-stream.ts';

const begun = new Date('2026-03-01T12:00:00Z');
const end = new Date('2026-03-01T12:00:18Z');
/** Fifteen pictures a second for 1.7 s, then one a second for as long, and so on. */
const RATES = "select='not(gte(mod(t,3.4),1.7)*mod(n,15))'";
const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-sc_threshold', '0', '-bf', '0', '-g', '1000'];
const x265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-forced-idr', '1', '-x265-params'];
const keys = ['-force_key_frames', 'expr:gte(t,n_forced)'];
const timing = ['-vf', RATES, '-vsync', 'vfr', ...keys, '-f', 'mpegts'];
const codings = {
  h264: [...x264, ...timing],
  h265: [...x265, 'keyint=1000:bframes=0:scenecut=0:open-gop=0:log-level=none', ...timing],
};
let directory: string;
let ffmpegPath: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-rates-'));
  ffmpegPath = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

describe('a camera that changes its rate from one group of pictures to the next', () => {
  it.each([
    ['h264', 1],
    ['h264', 0.5],
    ['h264', 2],
    ['h264', 4],
    ['h265', 1],
  ] as const)('has each picture shown at its time, in %s at speed %d', async (codec, speed) => {
    const bytes = await drawnVideo(ffmpegPath, directory, { begun, seconds: 20, coding: codings[codec] });

    const { segments } = await streamOfSource(fromKeyPictures(bytes, begun, codec), {
      ...{ ffmpegPath, directory, begun, speed, codecs: ['h264', 'h265'], startTime: begun, endTime: end },
    });

    expect(segments.some(({ discontinuity }) => discontinuity)).toBe(false);
    const read = await Promise.all(
      segments.map(async ({ path, endSeconds, durationSeconds }) => {
        const pictures = await codedPictures(ffmpegPath, directory, await readFile(path));
        const offsets = pictures.map(({ offsetSeconds }) => offsetSeconds);
        return { pictures, offsets, startSeconds: endSeconds - durationSeconds };
      }),
    );
    const shown = playerTimes(read);
    const pictures = read.flatMap((segment) => segment.pictures);
    expect(pictures.length).toBeGreaterThan(140);
    for (const [index, picture] of pictures.entries()) {
      if (picture.comesAgain) continue;
      const offsetSeconds = shown[index] ?? Number.NaN;
      expect(largestErrorMs({ ...picture, offsetSeconds }, begun, speed)).toBeLessThanOrEqual(120);
    }
  });
});
