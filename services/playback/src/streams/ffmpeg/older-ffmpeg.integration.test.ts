import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { understoodBy } from './older-ffmpeg.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-older-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** A program that says of itself that it has this option. */
async function ffmpegWith(option: string): Promise<string> {
  const path = join(directory, option);
  await writeFile(path, `#!/bin/sh\necho '${option}  set video sync method'\n`);
  await chmod(path, 0o755);
  return path;
}

describe('arguments for FFmpeg', () => {
  it.each(['-fps_mode', '-vsync'])('name the option that it has: %s', async (option) => {
    const words = await understoodBy(await ffmpegWith(option), ['-fps_mode', 'vfr', '-g', '600']);

    expect(words).toEqual([option, 'vfr', '-g', '600']);
  });
});
