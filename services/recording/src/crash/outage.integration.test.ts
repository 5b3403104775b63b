import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { connect, type Database } from '@playhead/database';
import { createTestDatabase, type TestDatabase } from '@playhead/database/testing';
import { type RunningSimulator, startSimulator } from '@playhead/milestone-simulator';
import {
  buildService,
  call,
  createTestKeys,
  runServiceProcess,
  type ServiceProcess,
  type TestKeys,
} from '@playhead/service-kit/testing';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addUser, importCamera, milestoneVariables, stopsHeard } from '../testing/recording-world.ts';

let testDatabase: TestDatabase;
let database: Kysely<Database>;
let keys: TestKeys;
let simulator: RunningSimulator;
let program: string;
let userId: string;
let running: ServiceProcess | undefined;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connect({ url: testDatabase.url, maxConnections: 2 });
  userId = await addUser(database);
  keys = await createTestKeys();
  simulator = await startSimulator();
  program = await buildService(join(import.meta.dirname, '../..'));
});

afterAll(async () => {
  await running?.stop();
  await simulator?.close();
  await database?.destroy();
  await keys?.remove();
  await testDatabase?.drop();
});

const run = () =>
  runServiceProcess(program, {
    ...milestoneVariables(simulator.url),
    DATABASE_URL: testDatabase.url,
    AUTH_PUBLIC_KEY_FILE: keys.publicKeyFile,
    RECORDING_SWEEP_INTERVAL_MS: '100',
  });

describe('a recording whose end falls into an outage of the service', () => {
  it('is stopped in the VMS, once, when the service is back', async () => {
    const camera = await importCamera(database, simulator);
    const session = () =>
      database
        .selectFrom('milestone_recording_sessions')
        .selectAll()
        .where('camera_id', '=', camera.id)
        .executeTakeFirstOrThrow();
    const request = `POST /api/v1/cameras/${camera.id}/recordings/start`;
    running = await run();
    const started = await call(running.url, request, {
      token: await keys.tokenFor('operator', { userId }),
      body: { duration: 2 },
    });
    expect(started.status).toBe(200);
    await running.kill();

    const { stops_at: stopsAt, milestone_recording_id: milestoneId } = await session();
    await setTimeout(stopsAt.getTime() - Date.now() + 100);
    expect(stopsHeard(simulator, milestoneId)).toBe(0);
    expect(simulator.state().activeRecordings).toHaveLength(1);

    running = await run();
    await vi.waitFor(async () => expect((await session()).status).toBe('stopped'), {
      timeout: 5_000,
      interval: 50,
    });
    expect(stopsHeard(simulator, milestoneId)).toBe(1);
    expect(simulator.state().activeRecordings).toHaveLength(0);

    const again = await call(running.url, request, {
      token: await keys.tokenFor('operator', { userId }),
      body: { duration: 1 },
    });
    expect(again.status).toBe(200);
    await vi.waitFor(() => expect(simulator.state().activeRecordings).toHaveLength(0), {
      timeout: 5_000,
      interval: 50,
    });
    expect(stopsHeard(simulator, milestoneId)).toBe(1);
  });
});
