import { readdir, readlink } from 'node:fs/promises';
import { sep } from 'node:path';
import { commandLineOf, goneWithin, identityOf } from '@playhead/database/processes';

/** A killed process is gone as soon as the kernel has taken it down, in ms. */
const ENDING_MS = 5_000;

/**
 * Kills the processes of a program that work in a folder or below it, and waits until they are gone. They are known by
 * their working directory, so neither a lost note nor an id that was given anew leads to somebody else's process. Without
 * a `/proc` (not Linux) nothing is killed: an FFmpeg whose input is closed ends by itself there.
 *
 * @returns how many there were.
 */
export async function killWorkingIn(folder: string, program: string): Promise<number> {
  const names = await readdir('/proc').catch(() => []);
  const ids = names.filter((name) => /^\d+$/.test(name)).map(Number);
  const killed = await Promise.all(ids.map((id) => killIfWorking(id, folder, program)));
  return killed.filter((isKilled) => isKilled).length;
}

async function killIfWorking(pid: number, folder: string, program: string): Promise<boolean> {
  const identity = await identityOf(pid);
  const directory = await readlink(`/proc/${pid}/cwd`).catch(() => '');
  if (directory !== folder && !directory.startsWith(folder + sep)) return false;
  if (!(await commandLineOf(pid)).includes(program)) return false;
  if (identity === undefined || (await identityOf(pid)) !== identity) return false;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return false; // it has ended meanwhile
  }
  await goneWithin(pid, ENDING_MS);
  return true;
}
