import { setTimeout as delay } from 'node:timers/promises';
import { MigrationError, migrateToLatest } from '@playhead/database';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@playhead/database/embedded';
import { LauncherError } from './launcher-error.ts';

export interface KeptPostgresOptions {
  dataDirectory: string;
  port: number;
  signal: AbortSignal;
  log(line: string): void;
  /** Told, in one line, what the operator should know. */
  report(line: string): void;
}

/** An embedded PostgreSQL that is started again, on its port, when it ends by itself. */
export interface KeptPostgres {
  readonly url: string;
  readonly directory: string;
  stop(): Promise<void>;
}

const restartAfterMs = 5_000;

/** @throws EmbeddedPostgresError when the first start fails. */
export async function keepPostgres(options: KeptPostgresOptions): Promise<KeptPostgres> {
  const { dataDirectory, signal, log, report } = options;
  const start = (port: number, until: AbortSignal) =>
    startEmbeddedPostgres({ dataDirectory, port, signal: until, log });
  const closing = new AbortController();
  let current: EmbeddedPostgres = await start(options.port, signal);
  const { url, port, directory } = current;

  const keep = async () => {
    for (;;) {
      await current.exited;
      if (closing.signal.aborted) return;
      report('! PostgreSQL ended; it is started again.');
      await current.stop();
      try {
        current = await start(port, closing.signal);
      } catch (error) {
        if (closing.signal.aborted) return;
        report(`! ${error instanceof Error ? error.message : String(error)}`);
        await delay(restartAfterMs, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };
  const kept = keep();
  return {
    url,
    directory,
    stop: async () => {
      closing.abort();
      await current.stop();
      await kept;
      // The start that was under way may have been quicker.
      await current.stop();
    },
  };
}

/**
 * Brings the database up to date.
 *
 * @throws LauncherError when it cannot be reached or a migration fails; the address is shown without its password.
 */
export async function migrate(databaseUrl: string, directory: string): Promise<void> {
  try {
    await migrateToLatest(databaseUrl, directory);
  } catch (cause) {
    if (cause instanceof MigrationError) {
      throw new LauncherError(`${cause.message} ${reasonOf(cause.cause)}`.trim(), { cause });
    }
    const { host, pathname } = new URL(databaseUrl);
    throw new LauncherError(
      `The database ${host}${pathname} cannot be used (${reasonOf(cause)}). Correct DATABASE_URL, or unset it for the embedded PostgreSQL.`,
      { cause },
    );
  }
}

/** A refused connection to a name with several addresses has no message, only a code. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.message !== '') return error.message;
  return 'code' in error ? String(error.code) : error.name;
}
