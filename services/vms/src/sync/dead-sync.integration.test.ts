import { join } from 'node:path';
import { SyncJob, SyncStarted } from '@playhead/contracts';
import { buildService, call, runServiceProcess, TestClock } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createVmsWorld, type VmsWorld } from '../testing/vms-world.ts';

let world: VmsWorld;
let program: string;

beforeAll(async () => {
  world = await createVmsWorld();
  program = await buildService(join(import.meta.dirname, '../..'));
});

afterAll(() => world?.close());

it('a sync whose process died is marked failed by who looks next, and can be run again', async () => {
  const process = await runServiceProcess(program, {
    ...world.variables,
    DATABASE_URL: world.databaseUrl,
    AUTH_PUBLIC_KEY_FILE: world.keys.publicKeyFile,
  });
  // Its first look is over once it can answer from memory.
  const wide = { userId: world.people.everything, expiresIn: 10 * 365 * 86_400 };
  const token = await world.keys.tokenFor('operator', wide);
  expect((await call(process.url, 'GET /api/v1/milestone/cameras', { token })).status).toBe(200);
  const { reached } = world.simulator.hold({ operation: 'listCameras' });
  const started = await call(process.url, 'POST /api/v1/milestone/sync-all', { token, body: {} });
  const { syncJobId } = SyncStarted.parse(started.body);
  const job = async () => SyncJob.parse((await world.ask(`GET /api/v1/milestone/sync/${syncJobId}`)).body);
  await reached;
  await process.kill();

  expect((await job()).status).toBe('in_progress');
  const { claimed_until: until } = await world.database
    .selectFrom('milestone_sync_history')
    .select('claimed_until')
    .where('id', '=', syncJobId)
    .executeTakeFirstOrThrow();
  const clock = new TestClock(new Date(Number(until) - 1_000));
  const soon = await world.start({}, clock);
  const early = await call(soon.url, 'POST /api/v1/milestone/sync-all', { token, body: {} });
  expect(early).toMatchObject({ status: 409, body: { syncJobId } });

  clock.advance(2);
  const again = await call(soon.url, 'POST /api/v1/milestone/sync-all', { token, body: {} });
  expect(again.status).toBe(202);
  expect(await job()).toMatchObject({ status: 'failed', error: expect.stringMatching(/another sync/) });
  const { syncJobId: second } = SyncStarted.parse(again.body);
  expect(await world.syncEnded(second)).toMatchObject({ status: 'completed' });
  expect(await world.events('sync_progress')).toMatchObject([
    { syncJobId, status: 'failed' },
    { syncJobId: second, status: 'completed' },
  ]);
});
