import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ownershipOf } from './owner-record.ts';
import { killWorkingIn } from './working-processes.ts';

/** A folder without an owner may be one that is just being made; from this age on it is not, in ms. */
const MAKING_MS = 60_000;

export interface LeftBehind {
  folders: number;
  processes: number;
}

/**
 * Clears away what instances left behind that were killed: their FFmpegs and their folders, one for each instance, named
 * with its id. A folder whose owner runs is not touched; where its process can't be seen, as in another container,
 * `isLive` decides.
 */
export async function clearLeftBehind(
  root: string,
  isLive: (folder: string) => boolean,
): Promise<LeftBehind> {
  const found: LeftBehind = { folders: 0, processes: 0 };
  for (const name of await readdir(root)) {
    const folder = join(root, name);
    const ownership = await ownershipOf(folder);
    if (ownership.kind === 'running') continue;
    if (ownership.kind === 'elsewhere' && isLive(name)) continue;
    if (ownership.kind === 'unrecorded' && (await isYoung(folder))) continue;
    if (ownership.kind === 'gone') found.processes += await killWorkingIn(folder, ownership.ffmpegPath);
    await rm(folder, { recursive: true, force: true });
    found.folders += 1;
  }
  return found;
}

async function isYoung(folder: string): Promise<boolean> {
  const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < MAKING_MS;
}
