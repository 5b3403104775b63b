import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './errors.ts';

const run = promisify(execFile);

/** The system account that PostgreSQL runs as when we ourselves are root, which it refuses to be. */
export interface ServerAccount {
  readonly uid: number;
  readonly gid: number;
}

const name = 'postgres';

/** Debian, Red Hat and the like have the first; Alpine has the second. */
const waysToCreate: readonly (readonly [string, readonly string[]])[] = [
  ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', name]],
  ['adduser', ['-S', '-D', '-H', '-s', '/bin/false', name]],
];

/**
 * The account for PostgreSQL: nothing for an ordinary user (it runs as that user); as root the account
 * `postgres`, which is created when the system has none.
 *
 * @throws EmbeddedPostgresError when no such account can be created.
 */
export async function findServerAccount(): Promise<ServerAccount | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const existing = await lookUp();
  if (existing) return existing;
  for (const [program, args] of waysToCreate) {
    await run(program, args).catch(() => undefined);
    const created = await lookUp();
    if (created) return created;
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL does not run as root and the account ${name} cannot be created. Start as an ordinary user, or set DATABASE_URL.`,
  );
}

/**
 * The first folder on the way to the path, itself included, that the account may not pass by the permission
 * bits. What does not exist yet is none, nor is a file.
 */
export async function firstBarrier(path: string, account: ServerAccount): Promise<string | undefined> {
  const folders: string[] = [];
  for (let folder = path; ; folder = dirname(folder)) {
    folders.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  for (const folder of folders) {
    const about = await stat(folder).catch(() => undefined);
    if (!about?.isDirectory()) return undefined;
    const { mode, uid, gid } = about;
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return folder;
  }
  return undefined;
}

async function lookUp(): Promise<ServerAccount | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
  } catch {
    return undefined;
  }
}
