import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { identityOf, isAlive } from '../process-table.ts';
import { DataDirectoryInUseError } from './errors.ts';

/**
 * Makes this process the owner of a data directory, so that a second start does not take a living server for
 * one that was left behind. An owner that no longer runs loses it.
 *
 * @returns what gives the directory up again.
 * @throws DataDirectoryInUseError while the owner runs.
 */
export async function claimDirectory(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, 'owner');
  const self = await ownerOf(process.pid, directory);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeFile(file, self, { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST') || attempt === 3)
        throw error;
    }
    const owner = await readFile(file, 'utf8').catch(() => '');
    const pid = Number.parseInt(owner, 10);
    if (pid > 0 && isAlive(pid) && (await ownerOf(pid, directory)) === owner) {
      throw new DataDirectoryInUseError(
        `${directory} is in use by another Playhead (process ${pid}). Stop that one, or set PLAYHEAD_DATA_DIRECTORY to another folder.`,
      );
    }
    await rm(file, { force: true });
  }
}

/** Holds the directory too: in a copy of it, made while it was in use, the file means nothing. */
async function ownerOf(pid: number, directory: string): Promise<string> {
  return `${(await identityOf(pid)) ?? pid} ${directory}`;
}
