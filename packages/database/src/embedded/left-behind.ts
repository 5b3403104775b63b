import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLineOf, goneWithin, isAlive } from '../process-table.ts';
import { EmbeddedPostgresError } from './errors.ts';

/** Fast shutdown, immediate shutdown, and the end: what each is given (ms). */
const waysToStop = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const;

/**
 * Ends the server of a cluster whose owner is gone (killed, so that it could not stop it). A lock file whose
 * process id now belongs to some other program is removed, since PostgreSQL would believe it.
 *
 * @param cluster PostgreSQL's own data directory, absolute.
 */
export async function stopServerLeftBehind(cluster: string): Promise<void> {
  const lockFile = join(cluster, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(lockFile, 'utf8').catch(() => ''), 10);
  if (!(pid > 0)) return;
  const words = await commandLineOf(pid);
  if (words.length === 0) return;
  if (!words.includes(cluster)) return await rm(lockFile, { force: true });
  for (const [signal, timeoutMs] of waysToStop) {
    if (isAlive(pid)) process.kill(pid, signal);
    if (await goneWithin(pid, timeoutMs)) return;
  }
  throw new EmbeddedPostgresError(
    `The PostgreSQL left behind in ${cluster} (process ${pid}) does not end. End it by hand.`,
  );
}
