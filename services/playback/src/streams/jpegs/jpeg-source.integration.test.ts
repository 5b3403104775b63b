import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '@playhead/ffmpeg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codedVideo } from '../../testing/coded-video.ts';
import { UncuttableError } from '../cutting/uncuttable.ts';
import { sniff } from '../video/sniff.ts';
import { jpegSourceOf, type TakenJpeg } from './jpeg-source.ts';

const RATE = 15;
let directory: string;
let ffmpegPath: string;
/** The same pictures, one after the other. */
let images: Buffer;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-jpegs-'));
  ffmpegPath = await findFfmpeg();
  images = await coded('image2pipe');
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const coded = (...wrap: string[]) =>
  codedVideo(ffmpegPath, directory, {
    coding: ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '5', '-f', ...wrap],
    seconds: 2,
  });

/** What is found of a video that a VMS names so, and that comes in pieces of so many bytes. */
function found(container: 'mjpeg' | 'unknown', bytes: Buffer, pieceBytes: number): TakenJpeg[] {
  const format = sniff({ container, frameRate: RATE }, bytes.subarray(0, 4_096));
  if (format?.codec !== 'mjpeg') throw new Error('It is not told to be JPEGs.');
  const source = jpegSourceOf(format);
  const pictures: TakenJpeg[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    for (const { image, ...rest } of source.take(bytes.subarray(at, at + pieceBytes)))
      pictures.push({ image: Buffer.from(image), ...rest });
  }
  return pictures;
}

describe.each([
  ['motion JPEG', 'mjpeg', ['mpjpeg']],
  ['Matroska', 'unknown', ['matroska']],
  ['Matroska that has no end', 'unknown', ['matroska', '-live', '1']],
] as const)('%s', (_, container, wrap) => {
  it.each([997, 65_536, 100_000_000])(
    'gives its pictures as they are, read %d bytes at a time',
    async (pieceBytes) => {
      const bytes = await coded(...wrap);

      const pictures = found(container, bytes, pieceBytes);

      expect(pictures).toHaveLength(2 * RATE);
      expect(Buffer.concat(pictures.map(({ image }) => image)).equals(images)).toBe(true);
      for (const { image, endAt } of pictures)
        expect(bytes.subarray(endAt - image.length, endAt).equals(image)).toBe(true);
      // Matroska tells whole milliseconds.
      const errors = pictures.map(({ takenSeconds }, index) => Math.abs(takenSeconds - index / RATE));
      expect(Math.max(...errors)).toBeLessThanOrEqual(0.0005);
    },
  );
});

it('what is no Matroska is refused', () => {
  const source = jpegSourceOf({ container: 'unknown', codec: 'mjpeg', sound: 'none', frameRate: RATE });

  expect(() => [...source.take(Buffer.alloc(64))]).toThrow(UncuttableError);
});

it('a picture without an end is refused', () => {
  const source = jpegSourceOf({ container: 'mjpeg', codec: 'mjpeg', sound: 'none', frameRate: RATE });
  const endless = Buffer.alloc(17 * 1024 * 1024);
  Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xda, 0, 2]).copy(endless);

  expect(() => [...source.take(endless)]).toThrow(UncuttableError);
});
