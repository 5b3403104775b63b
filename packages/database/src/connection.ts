import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Database } from './schema.ts';
import { WatchedPool } from './watched-pool.ts';

export interface ConnectionOptions {
  /** `postgresql://…` */
  url: string;
  maxConnections?: number;
  /** Shown in `pg_stat_activity`. */
  applicationName?: string;
  /** How long a statement waits for a connection before it is told that there is none. */
  connectTimeoutMs?: number;
  /** Told of a connection that broke while idle; the pool replaces it by itself. */
  onIdleError?: (error: Error) => void;
}

/** Longer than any statement of ours takes, in ms: what takes longer waits on a connection that is dead. */
const STATEMENT_MS = 30_000;

/** A Kysely over a pool of its own; `destroy()` closes both. Its queries reject with `DatabaseUnavailableError` in an outage. */
export function connect({
  url,
  maxConnections = 10,
  applicationName,
  connectTimeoutMs = 5_000,
  onIdleError,
}: ConnectionOptions): Kysely<Database> {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS + 5_000,
    ...(applicationName !== undefined && { application_name: applicationName }),
  });
  pool.on('error', (error) => onIdleError?.(error));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: new WatchedPool(pool) }) });
}
