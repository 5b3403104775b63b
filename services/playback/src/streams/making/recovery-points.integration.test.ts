import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnVideo } from '../../testing/drawn-video.ts';
import { largestErrorMs, shownPictures } from '../../testing/shown-pictures.ts';
import { fromKeyPictures, streamOfSource } from '../../testing/source-stream.ts';

const begun = new Date('2026-03-01T12:00:00Z');
const after = (seconds: number) => new Date(begun.getTime() + seconds * 1000);
let directory: string;
let ffmpegPath: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-recovery-'));
  ffmpegPath = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-x264-params'];

const openGroups = 'keyint=30:open-gop=1:bframes=2:scenecut=0';
const intraRefresh = 'keyint=30:intra-refresh=1:bframes=0:scenecut=0';

describe('H.264 that is keyed by points of recovery', () => {
  const recorded = (params: string, wrap: string, seconds = 24) =>
    drawnVideo(ffmpegPath, directory, { begun, seconds, coding: [...x264, params, '-f', wrap] });

  it.each([
    ['open groups of pictures', 8, 'mp2t', openGroups],
    ['open groups of pictures', -8, 'mp2t', openGroups],
    ['open groups of pictures, raw', 8, 'h264', openGroups],
    ['no whole key picture', 8, 'mp2t', intraRefresh],
  ] as const)('is played: %s, at speed %d', async (_, speed, container, params) => {
    const source =
      container === 'h264'
        ? { bytes: await recorded(params, 'h264'), container, frameRate: 15 }
        : fromKeyPictures(await recorded(params, 'mpegts'), begun);
    const [startTime, endTime] = speed > 0 ? [begun, after(22)] : [after(22), begun];

    const { segments } = await streamOfSource(source, {
      ...{ ffmpegPath, directory, begun, startTime, endTime, speed, codecs: ['h264'] },
    });

    const tenths: number[] = [];
    for (const { path, wallClock } of segments) {
      for (const picture of await shownPictures(ffmpegPath, directory, await readFile(path))) {
        expect(largestErrorMs(picture, wallClock, speed)).toBeLessThanOrEqual(101);
        tenths.push(picture.tenths);
      }
    }
    const steps = tenths.slice(1).map((tenth, at) => (tenth - (tenths[at] ?? tenth)) * Math.sign(speed));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    // One in an eighth of a second is shown.
    expect(Math.max(...steps)).toBeLessThanOrEqual(12);
    expect(Math.abs((tenths.at(-1) ?? 0) - (tenths[0] ?? 0))).toBeGreaterThan(200);
  });

  it.each([
    ['the next key picture within', -8, 'mp2t', 2.5, 24],
    ['the next key picture within, raw', -8, 'h264', 2.5, 24],
    ['the next key picture after', -4, 'mp2t', 1.5, 24],
    ['no other key picture', -4, 'mp2t', 1.5, 1.8],
  ] as const)(
    'is played backwards where a stream begins with the only IDR picture and %s, at speed %d',
    async (_, speed, container, seconds, recordedSeconds) => {
      const source =
        container === 'h264'
          ? { bytes: await recorded(openGroups, 'h264', recordedSeconds), container, frameRate: 15 }
          : fromKeyPictures(await recorded(openGroups, 'mpegts', recordedSeconds), begun);

      const { segments } = await streamOfSource(source, {
        ...{ ffmpegPath, directory, begun, speed, codecs: ['h264'] },
        ...{ startTime: after(seconds), endTime: begun },
      });

      const shown = await Promise.all(
        segments.map(async ({ path }) => shownPictures(ffmpegPath, directory, await readFile(path))),
      );
      const apart = Math.abs(speed) / 8;
      expect(shown.flat().length).toBeGreaterThanOrEqual(Math.floor(seconds / (apart + 1 / 15)));
    },
  );
});
