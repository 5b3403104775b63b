import { Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';
import type { Database } from './schema.ts';

export interface ConnectionOptions {
  /** `postgresql://…` */
  url: string;
  maxConnections?: number;
  /** Shown in `pg_stat_activity`. */
  applicationName?: string;
  /** Told of a connection that broke while idle; the pool replaces it by itself. */
  onIdleError?: (error: Error) => void;
}

/** Longer than any statement of ours takes, in ms: what takes longer waits on a connection that is dead. */
const STATEMENT_MS = 30_000;

/** A Kysely over a pool of its own; `destroy()` closes both. */
export function connect({
  url,
  maxConnections = 10,
  applicationName,
  onIdleError,
}: ConnectionOptions): Kysely<Database> {
  const pool = new Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS + 5_000,
    ...(applicationName !== undefined && { application_name: applicationName }),
  });
  pool.on('error', (error) => onIdleError?.(error));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}
