import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createWorld, importCamera, type World } from '../testing/recording-world.ts';

let limited: World;
let unlimited: World;

beforeAll(async () => {
  [limited, unlimited] = await Promise.all([
    createWorld({ RECORDING_MAX_CONCURRENT: '10' }),
    createWorld({ RECORDING_MAX_CONCURRENT: '0' }),
  ]);
});
afterAll(async () => {
  await limited?.close();
  await unlimited?.close();
});

/** How many statements wait for somebody else's transaction. */
const waiting = async ({ database }: World) => {
  const { rows } = await sql<{ count: string }>`
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(database);
  return Number(rows[0]?.count);
};

it.each([
  ['with a limit of concurrent recordings', () => limited],
  ['without one', () => unlimited],
])('a start on a camera that is just being deleted waits, and finds no camera, %s', async (_, worldOf) => {
  const world = worldOf();
  const camera = await importCamera(world.database, world.simulator);

  const { answer } = await world.database.transaction().execute(async (transaction) => {
    await transaction.selectFrom('cameras').select('id').where('id', '=', camera.id).forUpdate().execute();
    const asked = world.call(`POST /api/v1/cameras/${camera.id}/recordings/start`, {});
    await vi.waitFor(async () => expect(await waiting(world)).toBe(1), { timeout: 10_000 });
    await transaction.deleteFrom('cameras').where('id', '=', camera.id).execute();
    return { answer: asked };
  });

  expect(await answer).toMatchObject({ status: 404, body: { code: 'camera-not-found' } });
  expect(world.simulator.state().calls.startRecording ?? 0).toBe(0);
});
