import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { type Kysely, sql } from 'kysely';
import { DatabaseError } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { connect } from './connection.ts';
import type { Database } from './schema.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';
import { DatabaseUnavailableError } from './watched-pool.ts';

let database: TestDatabase;
let kysely: Kysely<Database>;

beforeAll(async () => {
  database = await createTestDatabase();
  kysely = connect({ url: database.url, maxConnections: 1, onIdleError: () => {} });
});

afterAll(async () => {
  await kysely?.destroy();
  await database?.drop();
});

const alive = () => sql`SELECT 1`.execute(kysely);

/** Something that takes connections and never says a word. */
async function givenSilence() {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { url: `postgresql://somebody@127.0.0.1:${port}/any`, close };
}

describe('an outage of PostgreSQL', () => {
  it('is told as such when nothing listens', async () => {
    const nowhere = connect({ url: 'postgresql://somebody@127.0.0.1:1/any' });

    await expect(sql`SELECT 1`.execute(nowhere)).rejects.toBeInstanceOf(DatabaseUnavailableError);
    await nowhere.destroy();
  });

  it('is told as such when nobody answers, to all who wait, and none waits for ever', async () => {
    const silence = await givenSilence();
    const mute = connect({ url: silence.url, maxConnections: 1, connectTimeoutMs: 200 });
    const asked = Array.from({ length: 3 }, () =>
      sql`SELECT 1`.execute(mute).catch((error: unknown) => error),
    );

    for (const error of await Promise.all(asked)) expect(error).toBeInstanceOf(DatabaseUnavailableError);
    silence.close();
    await mute.destroy();
  });

  it.each([
    ['the server shuts down', sql`SELECT pg_terminate_backend(pg_backend_pid())`],
    ['a statement takes too long', sql`SET statement_timeout = 20; SELECT pg_sleep(5)`],
  ])('is told as such when %s, and the next statement has another connection', async (_, statement) => {
    const before = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(kysely);

    await expect(statement.execute(kysely)).rejects.toBeInstanceOf(DatabaseUnavailableError);
    const after = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(kysely);
    expect(after.rows[0]?.pid).not.toBe(before.rows[0]?.pid);
  });

  it('is not what a faulty statement means', async () => {
    await expect(sql`SELECT nothing_like_this`.execute(kysely)).rejects.toBeInstanceOf(DatabaseError);
    await alive();
  });

  it('in a transaction is told as such, too', async () => {
    const work = kysely
      .transaction()
      .execute((transaction) => sql`SELECT pg_terminate_backend(pg_backend_pid())`.execute(transaction));

    await expect(work).rejects.toBeInstanceOf(DatabaseUnavailableError);
    await alive();
  });
});
