import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';

/** The migrations can't be read, or one of them failed; nothing of the failed one remains. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

interface Migration {
  name: string;
  up: string;
}

/** Any constant: two programs that migrate one database at a time must agree on it. */
const ADVISORY_LOCK = 7_236_001;

/**
 * Brings the database to the newest of `NNNNNN_name.up.sql` in `directory` and returns the names it applied.
 * Each migration is one transaction; rivals wait for each other and then find nothing left to do.
 *
 * @throws MigrationError that names the migration which failed.
 */
export async function migrateToLatest(databaseUrl: string, directory: string): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    const applied = await appliedNames(client);
    const pending = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => /^\d{6}_\w+\.up\.sql$/.test(file)).sort();
  if (files.length === 0) throw new MigrationError(`No migrations (NNNNNN_name.up.sql) in ${directory}.`);
  return Promise.all(
    files.map(async (file) => ({
      name: file.replace(/\.up\.sql$/, ''),
      up: await readFile(join(directory, file), 'utf8'),
    })),
  );
}

async function appliedNames(client: Client): Promise<Set<string>> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY, applied_at TIMESTAMPTZ NOT NULL DEFAULT NOW())',
  );
  const { rows } = await client.query<{ name: string }>('SELECT name FROM schema_migrations');
  return new Set(rows.map(({ name }) => name));
}

async function apply(client: Client, { name, up }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(up);
    await client.query('INSERT INTO schema_migrations (name) VALUES ($1)', [name]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new MigrationError(`Migration ${name} failed and was rolled back.`, { cause });
  }
}
