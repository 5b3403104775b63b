import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { EmbeddedPostgresError } from './errors.ts';
import type { ServerProcess } from './server-process.ts';

const readyWithinMs = 60_000;

/** The server refuses (not listening yet), or says that it is starting up. */
const passingCodes = new Set(['ECONNREFUSED', '57P03']);

/**
 * Resolves once the server answers.
 *
 * @throws EmbeddedPostgresError when it ends or is not ready within a minute.
 */
export async function waitUntilReady(
  url: string,
  server: ServerProcess,
  signal: AbortSignal | undefined,
): Promise<void> {
  let ended = false;
  void server.exited.then(() => {
    ended = true;
  });
  const end = Date.now() + readyWithinMs;
  for (;;) {
    signal?.throwIfAborted();
    if (ended) throw new EmbeddedPostgresError('the server ended while it started');
    try {
      return await withClient(url, async (client) => void (await client.query('SELECT 1')));
    } catch (error) {
      const passing = error instanceof Error && 'code' in error && passingCodes.has(String(error.code));
      if (!passing || Date.now() > end) throw error;
    }
    await Promise.race([delay(50), server.exited]);
  }
}

/** Creates the database unless it is there. */
export async function ensureDatabase(url: string, name: string): Promise<void> {
  await withClient(url, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
}

/** Runs the work on a connection of its own, which is closed afterwards. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A connection that breaks while idle is told here too; the query that it breaks fails by itself.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end();
  }
}
