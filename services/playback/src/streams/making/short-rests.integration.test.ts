import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StreamSpeed } from '@playhead/contracts';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PICTURE_PID } from '../../testing/cut-source.ts';
import { DRAWN_RATE, drawnVideo } from '../../testing/drawn-video.ts';
import { largestErrorMs, shownPictures } from '../../testing/shown-pictures.ts';
import { fromKeyPictures, streamOfSource } from '../../testing/source-stream.ts';
import { tenthsOf } from '../../testing/time-strip.ts';

const begun = new Date('2026-03-01T12:00:00Z');
const after = (seconds: number) => new Date(begun.getTime() + seconds * 1000);
const later = { from: after(20), to: after(24) };
let directory: string;
let ffmpegPath: string;
let bytes: Buffer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-rests-'));
  ffmpegPath = await findFfmpeg();
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-sc_threshold', '0', '-bf', '0'];
  bytes = await drawnVideo(ffmpegPath, directory, {
    ...{ begun, seconds: 24, coding: [...coding, '-f', 'mpegts'] },
  });
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** The pictures of what is sent, up to those of `count`. */
function pictures(sent: Buffer, count: number): Buffer {
  const begins = (at: number) => (sent.readUInt16BE(at + 1) & 0x5fff) === (0x4000 | PICTURE_PID);
  const starts = Array.from({ length: sent.length / 188 }, (_, index) => index * 188).filter(begins);
  return sent.subarray(0, starts[count]);
}

/** What is shown where the first of two sequences ends with second 8, and its answers, without an error, where `sentUntil` says. */
async function shown(speed: StreamSpeed, sentUntil: (answer: number) => number) {
  const hole = { from: after(8), to: later.from, sends: 'after' } as const;
  const source = fromKeyPictures(bytes, begun, 'h264', [hole]);
  const asked: Date[] = [];
  const { segments } = await streamOfSource(
    (time) => {
      if (time >= after(8)) return source(time);
      asked.push(time);
      const sent = source(time);
      const seconds = sentUntil(asked.length) - (sent.startTime.getTime() - begun.getTime()) / 1000;
      return { ...sent, bytes: pictures(sent.bytes, Math.round(seconds * DRAWN_RATE)) };
    },
    {
      ...{ ffmpegPath, directory, begun, speed, codecs: ['h264'], startTime: begun, endTime: after(23) },
      ...{ recordedUntil: after(8), recordedLater: later },
    },
  );
  const tenths: number[] = [];
  for (const { path, wallClock } of segments) {
    for (const picture of await shownPictures(ffmpegPath, directory, await readFile(path))) {
      expect(largestErrorMs(picture, wallClock, speed)).toBeLessThanOrEqual(101);
      tenths.push(picture.tenths - tenthsOf(begun));
    }
  }
  return { tenths, asked };
}

describe('where little is left of a sequence at the end of an answer', () => {
  it.each([
    [1, 7.8, 79],
    [8, 6.1, 70],
  ] as const)('at speed %d, what the VMS left out is asked for again', async (speed, brokeAt, last) => {
    const whole = await shown(speed, () => 8);
    const broken = await shown(speed, (answer) => (answer === 1 ? brokeAt : 8));

    expect(whole.asked).toHaveLength(1);
    expect(broken.asked).toHaveLength(2);
    expect(whole.tenths.filter((tenth) => tenth < 200).at(-1)).toBe(last);
    expect(broken.tenths).toEqual(whole.tenths);
  });

  it.each([
    [1, 7.8],
    [8, 6.1],
  ] as const)(
    'at speed %d, what never comes is asked for once more, and the next sequence follows',
    async (speed, brokeAt) => {
      const { tenths, asked } = await shown(speed, () => brokeAt);

      expect(asked).toHaveLength(2);
      expect(tenths).toContain(200);
      expect(tenths.at(-1)).toBeGreaterThanOrEqual(220);
    },
  );
});
