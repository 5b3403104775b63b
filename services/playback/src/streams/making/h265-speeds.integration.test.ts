import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawnVideo } from '../../testing/drawn-video.ts';
import { largestErrorMs, shownPictures } from '../../testing/shown-pictures.ts';
import { fromKeyPictures, streamOfSource } from '../../testing/source-stream.ts';
import { named } from '../../testing/time-strip.ts';

const run = promisify(execFile);
const begun = new Date('2026-03-01T12:00:00Z');
const end = new Date('2026-03-01T12:00:07Z');
let directory: string;
let ffmpegPath: string;
let source: ReturnType<typeof fromKeyPictures>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-h265-'));
  ffmpegPath = await findFfmpeg();
  const params = 'keyint=15:min-keyint=15:open-gop=0:log-level=none';
  const coding = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', params, '-f', 'mpegts'];
  const bytes = await drawnVideo(ffmpegPath, directory, { begun, seconds: 8, coding });
  source = fromKeyPictures(bytes, begun, 'h265');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function codecOf(path: string): Promise<string | undefined> {
  const told = await run(ffmpegPath, [...named(path), '-i', path]).catch(({ stderr }) => ({ stderr }));
  return /Video: (\w+)/.exec(String(told.stderr))?.[1];
}

describe('H.265', () => {
  it.each([
    [0.5, ['h264', 'h265'], 'hevc'],
    [2, ['h264', 'h265'], 'hevc'],
    [8, ['h264', 'h265'], 'hevc'],
    [-1, ['h264', 'h265'], 'h264'],
    [-4, ['h264', 'h265'], 'h264'],
    [0.5, ['h264'], 'h264'],
    [2, ['h264'], 'h264'],
    [8, ['h264'], 'h264'],
    [-1, ['h264'], 'h264'],
    [-4, ['h264'], 'h264'],
  ] as const)('at speed %d, for a player of %j, is shown at its time as %s', async (speed, codecs, coded) => {
    const [startTime, endTime] = speed > 0 ? [begun, end] : [end, begun];

    const { segments } = await streamOfSource(source, {
      ...{ ffmpegPath, directory, begun, startTime, endTime, speed, codecs },
    });

    expect(await codecOf(segments[0]?.path ?? '')).toBe(coded);
    const tenths: number[] = [];
    for (const { path, wallClock } of segments) {
      for (const picture of await shownPictures(ffmpegPath, directory, await readFile(path))) {
        expect(largestErrorMs(picture, wallClock, speed)).toBeLessThanOrEqual(101);
        tenths.push(picture.tenths);
      }
    }
    expect(tenths).toEqual(tenths.toSorted((a, b) => (a - b) * speed));
    expect(Math.abs((tenths.at(-1) ?? 0) - (tenths[0] ?? 0))).toBeGreaterThanOrEqual(60);
  });
});
