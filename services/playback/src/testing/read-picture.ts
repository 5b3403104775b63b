import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStrips, type StripReading } from './time-strip.ts';

/** What the time strip of one JPEG says. */
export async function readPicture(ffmpegPath: string, image: Buffer): Promise<StripReading> {
  const directory = await mkdtemp(join(tmpdir(), 'playhead-picture-'));
  try {
    const file = join(directory, 'picture.jpg');
    await writeFile(file, image);
    const [strip] = await readStrips(ffmpegPath, file);
    if (strip === undefined) throw new Error('There is no picture.');
    return strip;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
