import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PICTURE_PID, SECOND, SOUND_PID } from '../../testing/cut-source.ts';
import { drawnVideo } from '../../testing/drawn-video.ts';
import { largestErrorMs, shownPictures } from '../../testing/shown-pictures.ts';
import { streamOfSource } from '../../testing/source-stream.ts';
import { tenthsOf } from '../../testing/time-strip.ts';
import { readTransport } from '../../testing/transport-reading.ts';

const begun = new Date('2026-03-01T12:00:00Z');
const end = new Date('2026-03-01T12:00:06Z');
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-sc_threshold', '0', '-bf', '0'];
const h265 = [
  '-c:v',
  'libx265',
  '-preset',
  'ultrafast',
  '-x265-params',
  'keyint=15:bframes=0:log-level=none',
];
const codings = { h264, h265 };
let directory: string;
let ffmpegPath: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-sound-'));
  ffmpegPath = await findFfmpeg();
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** How much earlier the sound of a segment begins than its pictures, in seconds. */
function soundLead(segment: Buffer): number | undefined {
  const { units } = readTransport(segment);
  const firstOf = (of: number) => Math.min(...units.filter(({ pid }) => pid === of).map(({ pts }) => pts));
  const lead = (firstOf(PICTURE_PID) - firstOf(SOUND_PID)) / SECOND;
  return Number.isFinite(lead) ? lead : undefined;
}

describe.each([0.8, -0.8])('sound that begins %d s before pictures', (lead) => {
  it.each([
    ['h264', 'aac', 1],
    ['h264', 'mp2', 1],
    ['h265', 'aac', 1],
    ['h264', 'aac', 2],
    ['h265', 'aac', 2],
    ['h264', 'aac', 8],
    ['h265', 'aac', 8],
    ['h264', 'aac', -1],
    ['h264', 'aac', -2],
    ['h264', 'aac', -4],
  ] as const)('leaves each picture its time, in %s with %s at speed %d', async (codec, sound, speed) => {
    const tone = ['-f', 'lavfi', '-itsoffset', String(-lead), '-i', 'sine=frequency=440'];
    const bytes = await drawnVideo(ffmpegPath, directory, {
      ...{ begun, seconds: 8 },
      coding: [
        ...[...tone, '-map', '0:v', '-map', '1:a', ...codings[codec], '-c:a', sound],
        ...['-t', '8', '-f', 'mpegts'],
      ],
    });
    const [startTime, endTime] = speed > 0 ? [begun, end] : [end, begun];

    const { segments } = await streamOfSource(
      { bytes, container: 'mp2t' },
      { ffmpegPath, directory, begun, startTime, endTime, speed, codecs: ['h264'] },
    );

    const tenths: number[] = [];
    for (const { path, wallClock } of segments) {
      const segment = await readFile(path);
      for (const picture of await shownPictures(ffmpegPath, directory, segment)) {
        expect(largestErrorMs(picture, wallClock, speed)).toBeLessThanOrEqual(101);
        tenths.push(picture.tenths - tenthsOf(begun));
      }
      // Players take the time of a segment for that of what it begins with; sound may come in larger pieces than pictures.
      expect(soundLead(segment) ?? 0).toBeLessThanOrEqual(path === segments[0]?.path ? 0.1 : 0.3);
    }
    const shown = [...new Set(tenths)];
    expect(shown).toEqual(shown.toSorted((a, b) => (a - b) * speed));
    const apart = Math.abs(speed) >= 4 ? 10 : Math.max(1, -speed * 2);
    const steps = shown.slice(1).map((tenth, index) => Math.abs(tenth - (shown[index] ?? Number.NaN)));
    expect(Math.max(...steps)).toBeLessThanOrEqual(apart);
    expect(Math.min(...shown)).toBe(0);
    // FFmpeg counts from the sound on; where that ends too early, the rest is asked for.
    expect(Math.max(...shown)).toBeGreaterThanOrEqual(60 - apart - Math.max(0, lead * 10));
  });
});
