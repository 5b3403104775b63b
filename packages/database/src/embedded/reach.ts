import { createHash, randomBytes } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { binariesIn, type PostgresBinaries } from './binaries.ts';
import { firstBarrier, type ServerAccount } from './server-account.ts';

/** Where both the programs and the data of a server are. */
export interface Place {
  readonly directory: string;
  readonly binaries: PostgresBinaries;
}

/** For what the server's account cannot reach where it is: root's own home is closed to every other account. */
const systemRefuge = '/var/lib/playhead';

/**
 * Where the account can reach what is wanted: there, or else under `/var/lib/playhead`, to which the programs
 * are copied and where the data directory is begun. Data that exist already are never left for an empty folder.
 */
export async function withinReach(
  wanted: Place,
  account: ServerAccount | undefined,
  refuge = systemRefuge,
): Promise<Place> {
  if (!account) return wanted;
  const { directory, binaries } = wanted;
  const closedBinaries = (await firstBarrier(binaries.home, account)) !== undefined;
  const closedData = (await firstBarrier(directory, account)) !== undefined && !(await exists(directory));
  return {
    directory: closedData ? join(refuge, `postgres-${fingerprint(directory)}`) : directory,
    binaries: closedBinaries ? await copyPrograms(binaries.home, refuge) : binaries,
  };
}

async function copyPrograms(home: string, refuge: string): Promise<PostgresBinaries> {
  const about = JSON.parse(await readFile(join(home, '..', 'package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(about);
  const target = join(refuge, `postgresql-${version}`);
  if (await exists(target)) return binariesIn(target);
  const unfinished = `${target}-${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(refuge, { recursive: true });
    await chmod(refuge, 0o755);
    await cp(home, unfinished, { recursive: true, verbatimSymlinks: true });
    await openToAll(unfinished);
    await rename(unfinished, target).catch(async (error: unknown) => {
      // A second start may have copied them meanwhile.
      if (!(await exists(target))) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return binariesIn(target);
}

/** Readable by every account, and executable where it is for its owner. */
async function openToAll(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const path of [folder, ...paths]) {
    const { mode } = await stat(path);
    await chmod(path, mode | ((mode & 0o100) === 0 ? 0o444 : 0o555));
  }
}

function fingerprint(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 12);
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
