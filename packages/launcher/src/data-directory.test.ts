import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureDataDirectory } from './data-directory.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playhead-data-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('the data directory', () => {
  it('is made with the folders above it, and left empty', async () => {
    const directory = join(folder, 'a', 'b');
    await ensureDataDirectory(directory);
    expect(await readdir(directory)).toEqual([]);
  });

  it('names its variable when it cannot be written to', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    for (const directory of [file, join(file, 'inside')]) {
      await expect(ensureDataDirectory(directory)).rejects.toThrow(/^[^\n]*PLAYHEAD_DATA_DIRECTORY[^\n]*$/);
    }
  });
});
