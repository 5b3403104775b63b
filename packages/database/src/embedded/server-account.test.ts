import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstBarrier } from './server-account.ts';

let folder: string;
const stranger = { uid: 64_999, gid: 64_999 };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playhead-barrier-'));
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'home', 'data'), { recursive: true });
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('the way of the PostgreSQL account to its data', () => {
  it('is barred by a home that is closed to others', async () => {
    await chmod(join(folder, 'home'), 0o700);
    expect(await firstBarrier(join(folder, 'home', 'data'), stranger)).toBe(join(folder, 'home'));
  });

  it('is open through folders that others may pass without reading them', async () => {
    await chmod(join(folder, 'home'), 0o711);
    expect(await firstBarrier(join(folder, 'home', 'data'), stranger)).toBeUndefined();
  });

  it('is open to the owner of a closed folder', async () => {
    await chmod(join(folder, 'home'), 0o700);
    const owner = { uid: process.getuid?.() ?? 0, gid: 64_999 };
    expect(await firstBarrier(join(folder, 'home'), owner)).toBeUndefined();
  });

  it('is open where the last folders are yet to be made', async () => {
    expect(await firstBarrier(join(folder, 'home', 'not', 'yet'), stranger)).toBeUndefined();
  });
});
