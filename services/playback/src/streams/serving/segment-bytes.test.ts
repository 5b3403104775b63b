import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SegmentBytes } from './segment-bytes.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-segments-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

describe('the bytes of a segment', () => {
  it('are read once for all who ask for them at about the same time', async () => {
    const path = join(directory, 'one.ts');
    await writeFile(path, 'pictures');
    const bytes = new SegmentBytes();
    const [first, second] = await Promise.all([bytes.of(path), bytes.of(path)]);
    await rm(path);

    expect(first.toString()).toBe('pictures');
    expect(second).toBe(first);
    expect(await bytes.of(path)).toBe(first);
  });

  it('can not be had of a file that is gone, and can once it is there', async () => {
    const path = join(directory, 'two.ts');
    const bytes = new SegmentBytes();
    await expect(bytes.of(path)).rejects.toThrow('ENOENT');

    await writeFile(path, 'pictures');

    expect((await bytes.of(path)).toString()).toBe('pictures');
  });
});
