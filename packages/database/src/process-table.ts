import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether a process of that id exists (whoever owns it). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Resolves to whether the process is gone within the time (ms). For processes that are not our children. */
export async function goneWithin(pid: number, timeoutMs: number): Promise<boolean> {
  const end = Date.now() + timeoutMs;
  while (isAlive(pid)) {
    if (Date.now() >= end) return false;
    await delay(50);
  }
  return true;
}

/** The words a process was started with; empty when there is none of that id. */
export async function commandLineOf(pid: number): Promise<string[]> {
  if (process.platform === 'linux') {
    const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return words.split('\0').filter((word) => word !== '');
  }
  return (await ps(pid, 'args=')).split(/\s+/);
}

/**
 * A process's id with its start time, so that a later process which was given the same id is not taken for it.
 * Undefined when there is none of that id.
 */
export async function identityOf(pid: number): Promise<string | undefined> {
  const startTime = await startTimeOf(pid);
  return startTime === undefined ? undefined : `${pid} ${startTime}`;
}

async function startTimeOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return (await ps(pid, 'lstart=')) || undefined;
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The program's name, in brackets, may hold spaces; the 20th field after it is the start time (proc(5)).
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

async function ps(pid: number, column: string): Promise<string> {
  return await run('ps', ['-o', column, '-p', String(pid)]).then(
    ({ stdout }) => stdout.trim(),
    () => '',
  );
}
