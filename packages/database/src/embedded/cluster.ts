import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { type PostgresBinaries, postgresMajorVersion } from './binaries.ts';
import { DataDirectoryError, EmbeddedPostgresError, PostgresVersionError } from './errors.ts';
import { firstBarrier, type ServerAccount } from './server-account.ts';

const run = promisify(execFile);
const elsewhere =
  'Set PLAYHEAD_DATA_DIRECTORY to another folder, or DATABASE_URL to a PostgreSQL of your own.';

/** The role that owns everything in the embedded server. */
export const superuser = 'playhead';

/** A data directory that holds an initialised cluster. */
export interface Cluster {
  /** PostgreSQL's own data directory. */
  readonly path: string;
  readonly password: string;
}

/**
 * Makes the directory, owned by the account that PostgreSQL runs as.
 *
 * @throws DataDirectoryError when it cannot be made, or that account cannot reach it.
 */
export async function prepareDirectory(directory: string, account: ServerAccount | undefined): Promise<void> {
  try {
    const firstMade = await mkdir(directory, { recursive: true });
    if (account) {
      if (firstMade !== undefined) await openPath(directory, firstMade);
      await chown(directory, account.uid, account.gid);
    }
    await chmod(directory, 0o700);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DataDirectoryError(`The data directory ${directory} cannot be used: ${reason}. ${elsewhere}`, {
      cause,
    });
  }
  if (!account) return;
  const barrier = await firstBarrier(directory, account);
  if (barrier !== undefined) {
    throw new DataDirectoryError(
      `As root, PostgreSQL runs as the account postgres, which may not pass ${barrier} (on the way to ${directory}). ${elsewhere}`,
    );
  }
}

/**
 * The cluster inside a prepared directory, initialised when there is none. It appears by a rename once it is
 * complete: an initialisation that was cut short leaves only a folder which the next one removes.
 *
 * @throws PostgresVersionError when another major version of PostgreSQL made it.
 */
export async function openCluster(
  directory: string,
  binaries: PostgresBinaries,
  options: { account: ServerAccount | undefined; durable: boolean; signal: AbortSignal | undefined },
): Promise<Cluster> {
  const path = join(directory, 'cluster');
  const installed = await postgresMajorVersion(binaries);
  const made = await readFile(join(path, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (made !== undefined && made.trim() !== installed) {
    throw new PostgresVersionError(
      `${path} was made by PostgreSQL ${made.trim()} and PostgreSQL ${installed} is installed. Move that folder away to begin anew. ${elsewhere}`,
    );
  }
  const passwordFile = join(directory, 'password');
  const password = await readFile(passwordFile, 'utf8').catch(() => undefined);
  if (made !== undefined) {
    if (password !== undefined) return { path, password: password.trim() };
    throw new DataDirectoryError(
      `${passwordFile} is missing: put it back, or move ${path} away to begin anew.`,
    );
  }
  const fresh = await writePassword(passwordFile, options.account);
  await initialise(directory, path, passwordFile, binaries, options);
  return { path, password: fresh };
}

async function initialise(
  directory: string,
  path: string,
  passwordFile: string,
  { initdb }: PostgresBinaries,
  { account, durable, signal }: Parameters<typeof openCluster>[2],
): Promise<void> {
  const prefix = 'cluster.new-';
  for (const name of await readdir(directory)) {
    if (name.startsWith(prefix)) await rm(join(directory, name), { recursive: true, force: true });
  }
  const unfinished = join(directory, `${prefix}${randomBytes(4).toString('hex')}`);
  const args = [
    `--pgdata=${unfinished}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
  try {
    await run(initdb, args, {
      cwd: directory,
      env: serverEnvironment(),
      timeout: 120_000,
      ...account,
      ...(signal && { signal }),
    });
  } catch (cause) {
    await rm(unfinished, { recursive: true, force: true });
    signal?.throwIfAborted();
    const lines = cause instanceof Error ? cause.message.trim().split('\n') : [String(cause)];
    const reason = lines.findLast((line) => line.includes('error:')) ?? lines.at(-1);
    throw new EmbeddedPostgresError(
      `PostgreSQL could not be initialised in ${directory}: ${reason}. ${elsewhere}`,
      { cause },
    );
  }
  await rename(unfinished, path);
}

/** Nothing of our own environment: neither secrets nor `PG…` variables that would change what the server does. */
export function serverEnvironment(): Record<string, string> {
  return { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}

async function writePassword(file: string, account: ServerAccount | undefined): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  await rm(file, { force: true });
  await writeFile(file, `${password}\n`, { mode: 0o600 });
  if (account) await chown(file, account.uid, account.gid);
  return password;
}

/** Folders we have just made, from the outermost one down, can be passed by other accounts whatever our umask. */
async function openPath(directory: string, firstMade: string): Promise<void> {
  for (let folder = resolve(directory); folder.length >= firstMade.length; folder = dirname(folder)) {
    await chmod(folder, 0o755);
  }
}
