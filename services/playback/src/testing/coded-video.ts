import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Video of a camera as FFmpeg codes it: `coding` names codecs and container, `sound` an input beside the pictures. */
export async function codedVideo(
  ffmpegPath: string,
  directory: string,
  {
    coding,
    sound = [],
    seconds = 4,
  }: { coding: readonly string[]; sound?: readonly string[]; seconds?: number },
): Promise<Buffer> {
  const file = join(directory, randomUUID());
  const pictures = ['-f', 'lavfi', '-i', 'testsrc=s=640x360:r=15'];
  await run(ffmpegPath, ['-v', 'error', ...pictures, ...sound, '-t', String(seconds), ...coding, file]);
  return readFile(file);
}

/** A tone, as sound. */
export const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440'];
