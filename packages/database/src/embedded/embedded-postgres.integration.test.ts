import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findPostgresBinaries } from './binaries.ts';
import { waitUntilReady, withClient } from './connect.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts';
import {
  DataDirectoryError,
  DataDirectoryInUseError,
  PostgresPortError,
  PostgresVersionError,
} from './errors.ts';
import { freePort } from './free-port.ts';
import { findServerAccount } from './server-account.ts';
import { spawnServer } from './server-process.ts';

const run = promisify(execFile);
let dataDirectory: string;
const running: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'playhead-postgres-'));
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});
afterAll(async () => {
  await rm(dataDirectory, { recursive: true });
});

async function start(options: { port?: number; signal?: AbortSignal } = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDirectory, durable: false, ...options });
  running.push(server);
  return server;
}

const query = (url: string, text: string) =>
  withClient(url, async (client) => (await client.query(text)).rows);

describe('the embedded PostgreSQL', () => {
  it('begins again after an initialisation that was cut short', async () => {
    const cut = AbortSignal.timeout(150);
    await expect(start({ signal: cut })).rejects.toThrow();
    await mkdir(join(dataDirectory, 'cluster.new-0000', 'base'), { recursive: true });
    const { url } = await start();
    expect(await query(url, 'SELECT current_database() AS name')).toEqual([{ name: 'playhead' }]);
    expect((await readdir(dataDirectory)).sort()).toEqual(['cluster', 'owner', 'password']);
  });

  it('keeps what was written for the next start', async () => {
    const first = await start();
    await query(first.url, "CREATE TABLE notes AS SELECT 'kept' AS note");
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'SELECT note FROM notes')).toEqual([{ note: 'kept' }]);
  });

  it('is reached through the loopback interface only, and with its password only', async () => {
    const { url, directory } = await start();
    expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    expect(await query(url, 'SHOW unix_socket_directories')).toEqual([{ unix_socket_directories: '' }]);
    const guessed = new URL(url);
    guessed.password = 'postgres';
    await expect(query(guessed.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect((await stat(join(directory, 'password'))).mode & 0o777).toBe(0o600);
  });

  it('tells when its server ends', async () => {
    const { exited, stop } = await start();
    await stop();
    await exited;
    await stop();
  });

  it('refuses a directory that another start holds, and leaves that one alone', async () => {
    const { url } = await start();
    await expect(start()).rejects.toThrow(DataDirectoryInUseError);
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('starts on a copy that was made while the original ran', async () => {
    const { directory } = await start();
    const copy = await mkdtemp(join(tmpdir(), 'playhead-postgres-copy-'));
    try {
      await cp(directory, copy, { recursive: true });
      const account = await findServerAccount();
      if (account) await run('chown', ['-R', `${account.uid}:${account.gid}`, copy]);
      const second = await startEmbeddedPostgres({ dataDirectory: copy, durable: false });
      running.push(second);
      expect(await query(second.url, 'SELECT note FROM notes')).toEqual([{ note: 'kept' }]);
    } finally {
      await running.pop()?.stop();
      await rm(copy, { recursive: true });
    }
  });

  it('ends a server that a killed owner left behind, and starts on its data', async () => {
    const { url, port } = await start();
    await query(url, 'CREATE TABLE left_behind AS SELECT 1 AS one');
    const { password } = new URL(url);
    await running.pop()?.stop();
    const orphan = spawnServer(await findPostgresBinaries(), {
      cluster: join(dataDirectory, 'cluster'),
      port,
      durable: false,
      account: await findServerAccount(),
      log: undefined,
    });
    await waitUntilReady(`postgresql://playhead:${password}@127.0.0.1:${port}/playhead`, orphan, undefined);
    await writeFile(join(dataDirectory, 'owner'), '999999999 1');

    const server = await start();
    await orphan.exited;
    expect(await query(server.url, 'SELECT one FROM left_behind')).toEqual([{ one: 1 }]);
  });

  it('starts though the process id in an old lock file now belongs to another program', async () => {
    const lock = `${process.pid}\n${join(dataDirectory, 'cluster')}\n1700000000\n5432\n\n127.0.0.1\n`;
    await writeFile(join(dataDirectory, 'cluster', 'postmaster.pid'), lock);
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});

describe('a start of the embedded PostgreSQL that cannot succeed', () => {
  it('names the port variable when the port is taken', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    try {
      await expect(start({ port })).rejects.toThrow(PostgresPortError);
      await expect(start({ port })).rejects.toThrow(/PLAYHEAD_POSTGRES_PORT/);
    } finally {
      other.close();
    }
  });

  it('names the data directory variable when the directory cannot be made', async () => {
    const file = join(dataDirectory, 'a-file');
    await writeFile(file, '');
    const attempt = startEmbeddedPostgres({ dataDirectory: join(file, 'postgres') });
    await expect(attempt).rejects.toThrow(DataDirectoryError);
    await expect(attempt).rejects.toThrow(/^[^\n]*PLAYHEAD_DATA_DIRECTORY[^\n]*$/);
  });

  it('refuses data of another major version and touches nothing', async () => {
    const versionFile = join(dataDirectory, 'cluster', 'PG_VERSION');
    const version = await readFile(versionFile, 'utf8');
    await writeFile(versionFile, '15\n');
    try {
      await expect(start()).rejects.toThrow(PostgresVersionError);
    } finally {
      await writeFile(versionFile, version);
    }
    const { url } = await start();
    expect(await query(url, 'SELECT note FROM notes')).toEqual([{ note: 'kept' }]);
  });
});
