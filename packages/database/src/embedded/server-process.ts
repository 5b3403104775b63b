import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { PostgresBinaries } from './binaries.ts';
import { serverEnvironment } from './cluster.ts';
import type { ServerAccount } from './server-account.ts';

/** A PostgreSQL server that we started. */
export interface ServerProcess {
  /** Resolves when the server has ended, for whatever reason. */
  readonly exited: Promise<void>;
  /** The newest lines of its log, oldest first. */
  lastLines(): readonly string[];
  /** Fast shutdown: open transactions are rolled back, connections closed. Resolves when it has ended. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** PostgreSQL's own data directory. */
  cluster: string;
  port: number;
  /** False trades safety after a crash of the machine for speed: for tests. */
  durable: boolean;
  account: ServerAccount | undefined;
  /** Told every line that the server logs. */
  log: ((line: string) => void) | undefined;
}

const keptLines = 20;
const fastShutdownMs = 30_000;
const immediateShutdownMs = 5_000;

/** Starts the server; it is not yet ready. It gets a session of its own, so that Ctrl-C does not reach it. */
export function spawnServer(binaries: PostgresBinaries, options: ServerOptions): ServerProcess {
  const { cluster, account, log } = options;
  const child = spawn(binaries.postgres, ['-D', cluster, ...settings(options)], {
    cwd: cluster,
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...account,
  });
  const lines: string[] = [];
  const keep = (line: string) => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    log?.(line);
  };
  createInterface({ input: child.stderr }).on('line', keep);
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      keep(error.message);
      resolve();
    });
    child.once('close', () => resolve());
  });
  const guard = child.pid === undefined ? undefined : spawnGuard(child.pid);
  void exited.then(() => guard?.kill('SIGKILL'));

  return { exited, lastLines: () => lines, stop: () => stop(child, exited) };
}

function settings({ port, durable }: ServerOptions): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(!durable && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/**
 * A process that outlives a killed parent just long enough to stop the server: its standard input ends when
 * we do. The server ends the guard when it ends first.
 */
function spawnGuard(pid: number): ChildProcess {
  const script = `process.stdin.on('close', () => { try { process.kill(${pid}, 'SIGINT') } catch {} }).resume()`;
  const guard = spawn(process.execPath, ['-e', script], {
    env: {},
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  return guard;
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill('SIGINT');
  const timers = [
    setTimeout(() => child.kill('SIGQUIT'), fastShutdownMs),
    setTimeout(() => child.kill('SIGKILL'), fastShutdownMs + immediateShutdownMs),
  ];
  await exited;
  for (const timer of timers) clearTimeout(timer);
}
