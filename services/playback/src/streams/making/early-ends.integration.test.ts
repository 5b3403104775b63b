import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StreamSpeed } from '@playhead/contracts';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PICTURE_PID } from '../../testing/cut-source.ts';
import { drawnVideo } from '../../testing/drawn-video.ts';
import { largestErrorMs, shownPictures } from '../../testing/shown-pictures.ts';
import { fromKeyPictures, streamOfSource } from '../../testing/source-stream.ts';
import { tenthsOf } from '../../testing/time-strip.ts';

const begun = new Date('2026-03-01T12:00:00Z');
const after = (seconds: number) => new Date(begun.getTime() + seconds * 1000);
let directory: string;
let ffmpegPath: string;
let source: ReturnType<typeof fromKeyPictures>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-early-'));
  ffmpegPath = await findFfmpeg();
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '15', '-sc_threshold', '0', '-bf', '0'];
  const bytes = await drawnVideo(ffmpegPath, directory, {
    ...{ begun, seconds: 30, coding: [...coding, '-f', 'mpegts'] },
  });
  source = fromKeyPictures(bytes, begun);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

type Cut = (sent: Buffer, answer: number, asked: Date) => Buffer;

/** What is shown backwards of some seconds, where of each answer no more is sent than `cut` leaves, as if that were all. */
async function shown(speed: StreamSpeed, seconds: number, cut: Cut = (sent) => sent) {
  let answers = 0;
  const { segments } = await streamOfSource(
    (asked) => {
      const sent = source(asked);
      answers += 1;
      return { ...sent, bytes: cut(sent.bytes, answers, asked) };
    },
    {
      ...{ ffmpegPath, directory, begun, speed, codecs: ['h264'] },
      ...{ startTime: after(seconds), endTime: begun },
    },
  );
  const pictures = [];
  for (const { path, wallClock } of segments) {
    for (const picture of await shownPictures(ffmpegPath, directory, await readFile(path))) {
      expect(largestErrorMs(picture, wallClock, speed)).toBeLessThanOrEqual(101);
      pictures.push(picture.tenths);
    }
  }
  return { pictures, skips: segments.filter(({ discontinuity }) => discontinuity).length };
}

/** The most that lies between two pictures, in tenths of a second. */
const longestStep = (pictures: readonly number[]) =>
  Math.max(...pictures.slice(1).map((tenths, index) => Math.abs(tenths - (pictures[index] ?? Number.NaN))));

/** So many bytes make so many seconds of the source. */
const bytesOf = (seconds: number) => Math.floor((source(begun).bytes.length / 30) * seconds);

/** The first pictures of what is sent. */
function pictures(sent: Buffer, count: number): Buffer {
  const begins = (at: number) => (sent.readUInt16BE(at + 1) & 0x5fff) === (0x4000 | PICTURE_PID);
  const starts = Array.from({ length: sent.length / 188 }, (_, index) => index * 188).filter(begins);
  return sent.subarray(0, starts[count]);
}

describe('backwards, a VMS that ends what it sends too early, without an error', () => {
  it.each([
    [-1, 9],
    [-2, 18],
    [-4, 28],
  ] as const)('is asked on from there, at speed %d', async (speed, seconds) => {
    const whole = await shown(speed, seconds);

    // The second window is longer than that, and breaks off within it, twice.
    const broken = await shown(speed, seconds, (sent, answer) =>
      answer === 2 || answer === 3 ? sent.subarray(0, bytesOf(1)) : sent,
    );

    expect(broken.skips).toBe(0);
    expect(broken.pictures[0]).toBe(whole.pictures[0]);
    expect(broken.pictures.at(-1)).toBe(whole.pictures.at(-1));
    expect(longestStep(broken.pictures)).toBeLessThanOrEqual(longestStep(whole.pictures));
  });

  it('is asked on where hardly anything is missing before the asked time', async () => {
    const whole = await shown(-1, 9);

    const broken = await shown(-1, 9, (sent, answer) => (answer === 1 ? pictures(sent, 13) : sent));

    expect(broken.pictures[0]).toBe(tenthsOf(after(9)));
    expect(broken).toEqual(whole);
  });

  it('is asked on for as long as that brings anything, if it is one group of pictures at a time', async () => {
    const whole = await shown(-1, 8.5);

    const broken = await shown(-1, 8.5, (sent, _, asked) => {
      const next = source(new Date(asked.getTime() + 1_000)).bytes.length;
      return sent.subarray(0, sent.length - next);
    });

    expect(broken).toEqual({ pictures: whole.pictures, skips: 0 });
  });

  it('is not asked for ever: what never comes is skipped', async () => {
    const [from, to] = [after(7), after(8)];
    const later = source(from).bytes.length;

    const { pictures, skips } = await shown(-1, 9, (sent, _, asked) =>
      asked < to ? sent.subarray(0, sent.length - later) : sent,
    );

    expect(skips).toBe(1);
    const expected = (await shown(-1, 9)).pictures.filter(
      (tenths) => tenths < tenthsOf(from) || tenths >= tenthsOf(to),
    );
    expect(pictures).toEqual(expected);
  });
});
