import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { withClient } from '../embedded/connect.ts';
import { startEmbeddedPostgres } from '../embedded/embedded-postgres.ts';
import { migrateToLatest } from '../migrator.ts';
import { templateDatabase } from './test-database.ts';

const migrations = fileURLToPath(new URL('../../../../migrations', import.meta.url));

/**
 * One PostgreSQL for all integration tests of a run, with the migrations applied to the template that
 * `createTestDatabase` clones. It lives in a temporary folder and ends with the run.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'playhead-test-postgres-'));
  const postgres = await startEmbeddedPostgres({ dataDirectory, durable: false });
  const teardown = async () => {
    await postgres.stop();
    for (const folder of [dataDirectory, postgres.directory])
      await rm(folder, { recursive: true, force: true });
  };
  try {
    await withClient(postgres.url, (client) => client.query(`CREATE DATABASE ${templateDatabase}`));
    await migrateToLatest(postgres.url.replace(/\/playhead$/, `/${templateDatabase}`), migrations);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('databaseUrl', postgres.url);
  return teardown;
}
