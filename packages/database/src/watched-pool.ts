import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { DatabaseError, type Pool, type PoolClient } from 'pg';

/** PostgreSQL can't be reached, does not answer in time or can't serve now. Whether a change was made is not known. */
export class DatabaseUnavailableError extends Error {
  override name = 'DatabaseUnavailableError';
}

/**
 * SQLSTATE classes and codes that say nothing about the statement: connection lost (08), out of connections, memory or disk
 * (53), taken too long or shutting down (57), read-only since a failover (25006), failing disk (58).
 */
const OUTAGE = /^(08|53|57|58|25006)/;

const isOutage = (error: unknown) =>
  error instanceof DatabaseError ? OUTAGE.test(error.code ?? '') : !(error instanceof TypeError);

const unavailable = (cause: unknown) =>
  new DatabaseUnavailableError(
    `PostgreSQL can't serve now: ${cause instanceof Error ? cause.message : String(cause)}`,
    { cause },
  );

/** A pool that tells outages from faults of a statement, and keeps no connection on which one was met. */
export class WatchedPool implements PostgresPool {
  constructor(private readonly pool: Pool) {}

  /** @throws DatabaseUnavailableError */
  async connect(): Promise<PostgresPoolClient> {
    const client = await this.pool.connect().catch((error: unknown) => {
      throw unavailable(error);
    });
    return new WatchedClient(client);
  }

  end(): Promise<void> {
    return this.pool.end();
  }
}

class WatchedClient implements PostgresPoolClient {
  private broken = false;
  /** A connection can break between two statements of a transaction; unheard, that would end the process. */
  private readonly onError = () => {
    this.broken = true;
  };

  constructor(private readonly client: PoolClient) {
    client.on('error', this.onError);
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(asked: string | PostgresCursor<R>, parameters: readonly unknown[] = []) {
    const client: PostgresPoolClient = this.client;
    if (typeof asked !== 'string') return client.query(asked);
    return client.query<R>(asked, parameters).catch((error: unknown) => {
      if (!isOutage(error)) throw error;
      this.broken = true;
      throw unavailable(error);
    });
  }

  /** A connection whose answer never came would make the next one wait for it, too. */
  release() {
    this.client.release(this.broken);
    if (!this.broken) this.client.off('error', this.onError);
  }
}
