import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, realpath, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from '@playhead/database/processes';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { clearLeftBehind } from './left-behind.ts';
import { recordOwner } from './owner-record.ts';

let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'playhead-folders-')));
  return () => rm(root, { recursive: true });
});

/** The folder of an instance, owned by this process unless its record is changed. */
async function folderOf(name: string, change?: Record<string, unknown>): Promise<string> {
  const folder = join(root, name);
  await mkdir(join(folder, 'stream'), { recursive: true });
  await recordOwner(folder, 'sleep');
  if (change !== undefined) {
    const file = join(folder, 'owner.json');
    const record = z.looseObject({}).parse(JSON.parse(await readFile(file, 'utf8')));
    await writeFile(file, JSON.stringify({ ...record, ...change }));
  }
  return folder;
}

/** This process's id, as another process had it. */
const killed = { process: `${process.pid} 1` };

function workingIn(folder: string, program = 'sleep', words = ['60']): number {
  const child = spawn(program, words, { cwd: folder, stdio: 'ignore' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child.pid ?? 0;
}

const noneLive = () => false;

describe('what a killed instance left behind', () => {
  it('is cleared away though its process id belongs to another process by now', async () => {
    await folderOf('killed', killed);

    expect(await clearLeftBehind(root, noneLive)).toEqual({ folders: 1, processes: 0 });
    expect(await readdir(root)).toEqual([]);
  });

  it('stays while its process runs, whatever others know of it', async () => {
    const folder = await folderOf('living');
    const pid = workingIn(folder);

    expect(await clearLeftBehind(root, noneLive)).toEqual({ folders: 0, processes: 0 });
    expect(isAlive(pid)).toBe(true);
  });

  it.runIf(process.platform === 'linux')('is ended where it still works, and nothing else is', async () => {
    const folder = await folderOf('killed', killed);
    const left = workingIn(join(folder, 'stream'));
    const others = [
      workingIn(await folderOf('killed-too')),
      workingIn(folder, process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']),
    ];

    expect(await clearLeftBehind(root, noneLive)).toEqual({ folders: 1, processes: 1 });
    expect(isAlive(left)).toBe(false);
    expect(others.map(isAlive)).toEqual([true, true]);
  });

  it.each([
    ['goes', false, []],
    ['stays', true, ['abroad']],
  ])('in another container %s when its instance is live: %s', async (_, isLive, left) => {
    await folderOf('abroad', { place: 'another boot pid:[1]' });

    await clearLeftBehind(root, (folder) => folder === 'abroad' && isLive);

    expect(await readdir(root)).toEqual(left);
  });

  it('without an owner goes when it is too old to be just being made', async () => {
    await mkdir(join(root, 'young'));
    await mkdir(join(root, 'old'));
    await utimes(join(root, 'old'), new Date(0), new Date(0));

    await clearLeftBehind(root, noneLive);

    expect(await readdir(root)).toEqual(['young']);
  });
});
