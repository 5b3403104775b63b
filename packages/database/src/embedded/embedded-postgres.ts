import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findPostgresBinaries, type PostgresBinaries } from './binaries.ts';
import { openCluster, prepareDirectory, superuser } from './cluster.ts';
import { ensureDatabase, waitUntilReady } from './connect.ts';
import { EmbeddedPostgresError, PostgresPortError } from './errors.ts';
import { freePort } from './free-port.ts';
import { stopServerLeftBehind } from './left-behind.ts';
import { claimDirectory } from './owner.ts';
import { withinReach } from './reach.ts';
import { findServerAccount } from './server-account.ts';
import { type ServerOptions, type ServerProcess, spawnServer } from './server-process.ts';

export { EmbeddedPostgresError };

export interface EmbeddedPostgresOptions {
  /** Holds the cluster and its password; made when missing. */
  dataDirectory: string;
  /** 0, the default, is any free one. */
  port?: number;
  /** False trades safety after a crash of the machine for speed: for tests. Default true. */
  durable?: boolean;
  /** Ends a start under way; once started, `stop` does. */
  signal?: AbortSignal;
  /** Told every line that the server logs. */
  log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** `postgresql://…` of the database `playhead`; holds the password. */
  readonly url: string;
  readonly port: number;
  /** Where the data are: as root, not always where they were asked for (see `withinReach`). */
  readonly directory: string;
  /** Resolves when the server has ended, whether by `stop` or by itself. */
  readonly exited: Promise<void>;
  /** Ends the server; may be called again. */
  stop(): Promise<void>;
}

const database = 'playhead';
const startAttempts = 20;

/**
 * Starts a PostgreSQL of our own on the loopback interface, with the database `playhead` in it. The data stay
 * in the directory; a server that a killed owner left behind is stopped first. Should we be killed, the server
 * ends by itself.
 *
 * @throws EmbeddedPostgresError (or one of its kinds), whose one-line message names the variable to change.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { signal, durable = true } = options;
  const account = await findServerAccount();
  const wanted = { directory: resolve(options.dataDirectory), binaries: await findPostgresBinaries() };
  const { directory, binaries } = await withinReach(wanted, account);
  await prepareDirectory(directory, account);
  const release = await claimDirectory(directory);
  try {
    signal?.throwIfAborted();
    await stopServerLeftBehind(join(directory, 'cluster'));
    const { path, password } = await openCluster(directory, binaries, { account, durable, signal });
    const { server, port } = await startOnPort(binaries, options.port ?? 0, {
      cluster: path,
      durable,
      account,
      log: options.log,
      password,
      signal,
    });
    const stop = () => server.stop().then(release);
    return { url: urlOf(port, password, database), port, directory, exited: server.exited, stop };
  } catch (error) {
    await release();
    throw error;
  }
}

type StartOptions = Omit<ServerOptions, 'port'> & { password: string; signal: AbortSignal | undefined };

/**
 * Tries again when a port that was free a moment ago is taken, and while the last processes of a killed server
 * still hold its shared memory.
 */
async function startOnPort(
  binaries: PostgresBinaries,
  asked: number,
  options: StartOptions,
): Promise<{ server: ServerProcess; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await choosePort(asked);
    const server = spawnServer(binaries, { ...options, port });
    try {
      await waitUntilReady(urlOf(port, options.password, 'postgres'), server, options.signal);
      await ensureDatabase(urlOf(port, options.password, 'postgres'), database);
      return { server, port };
    } catch (cause) {
      await server.stop();
      options.signal?.throwIfAborted();
      const log = server.lastLines().join('\n');
      const passing = /pre-existing shared memory block|could not create any TCP\/IP sockets/.test(log);
      if (passing && attempt < startAttempts) {
        await delay(250, undefined, options.signal && { signal: options.signal });
        continue;
      }
      const reason =
        server.lastLines().findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? messageOf(cause);
      throw new EmbeddedPostgresError(
        `PostgreSQL did not start in ${options.cluster}: ${reason}. Set DATABASE_URL to use one of your own.`,
        { cause },
      );
    }
  }
}

async function choosePort(asked: number): Promise<number> {
  try {
    return await freePort(asked);
  } catch (cause) {
    throw new PostgresPortError(
      `PostgreSQL cannot listen on port ${asked} (${messageOf(cause)}). Set PLAYHEAD_POSTGRES_PORT to another one, or 0 for any.`,
      { cause },
    );
  }
}

function urlOf(port: number, password: string, name: string): string {
  return `postgresql://${superuser}:${password}@127.0.0.1:${port}/${name}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
