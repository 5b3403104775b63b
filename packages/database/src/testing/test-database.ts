import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { withClient } from '../embedded/connect.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The test server, as its superuser. */
    databaseUrl: string;
  }
}

/** Holds the migrated tables and no rows; nothing may stay connected to it, or it cannot be cloned. */
export const templateDatabase = 'playhead_template';

/** A database of one test file's own. */
export interface TestDatabase {
  /** `postgresql://…` */
  readonly url: string;
  /** Removes it, closing whatever is still connected. */
  drop(): Promise<void>;
}

/** Clones the migrated template (tens of milliseconds). Only in the project `integration`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('databaseUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${templateDatabase}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await withClient(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    },
  };
}
