import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStrips, type StripReading } from './time-strip.ts';

/** What the time strip of one JPEG says. */
export async function readPicture(ffmpegPath: string, image: Buffer): Promise<StripReading> {
  const [strip] = await readPictures(ffmpegPath, [image]);
  if (strip === undefined) throw new Error('There is no picture.');
  return strip;
}

/** What the time strips of JPEGs say, one after the other. */
export async function readPictures(ffmpegPath: string, images: readonly Buffer[]): Promise<StripReading[]> {
  const directory = await mkdtemp(join(tmpdir(), 'playhead-picture-'));
  try {
    const file = join(directory, 'pictures.mjpeg');
    await writeFile(file, Buffer.concat(images));
    return await readStrips(ffmpegPath, file, images.length);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
