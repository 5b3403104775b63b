import {
  CameraId,
  ImportedCamera,
  LiveEvent,
  MilestoneCameraList,
  type Role,
  SyncJob,
  SyncStarted,
} from '@playhead/contracts';
import { connect, type Database } from '@playhead/database';
import { createTestDatabase } from '@playhead/database/testing';
import { type SimulatorOptions, startSimulator } from '@playhead/milestone-simulator';
import {
  type Answer,
  call,
  createTestKeys,
  startTestService,
  TestClock,
  type TestService,
} from '@playhead/service-kit/testing';
import type { Kysely } from 'kysely';
import { expect, vi } from 'vitest';
import { VmsConfig } from '../config.ts';
import { vmsService } from '../vms.module.ts';
import { WatchService } from '../watch/watch.service.ts';

/** A vms service over a real database and a simulated VMS, with a clock that the test moves. It looks when told to. */
export async function createVmsWorld(options: SimulatorOptions = {}, more: Record<string, string> = {}) {
  const testDatabase = await createTestDatabase();
  const clock = new TestClock();
  const keys = await createTestKeys(() => clock.now());
  const simulator = await startSimulator(options);
  const database = connect({ url: testDatabase.url, maxConnections: 2 });
  const variables = {
    MILESTONE_BASE_URL: simulator.url,
    MILESTONE_USERNAME: 'playhead',
    MILESTONE_PASSWORD: 'playhead-simulator',
    MILESTONE_RETRY_ATTEMPTS: '1',
    MILESTONE_REFRESH_INTERVAL: '3600',
    ...more,
  };
  const started: TestService[] = [];
  const start = async (more: Record<string, string> = {}, itsClock: TestClock = clock) => {
    const service = await startTestService(vmsService, VmsConfig, {
      keys,
      clock: itsClock,
      databaseUrl: testDatabase.url,
      variables: { ...variables, ...more },
    });
    started.push(service);
    return service;
  };
  const service = await start();
  await service.app.get(WatchService).look();
  const people = await createPeople(database);
  const token = (role: Role, userId = people.everything) => keys.tokenFor(role, { userId, username: role });

  const ask = async (request: string, body?: unknown, role: Role = 'operator', of = service) =>
    call(of.url, request, { token: await token(role), ...(body !== undefined && { body }) });

  const discover = async (query = '') =>
    MilestoneCameraList.parse((await ask(`GET /api/v1/milestone/cameras?${query}`)).body);

  const world = {
    clock,
    keys,
    simulator,
    database,
    databaseUrl: testDatabase.url,
    variables,
    service,
    start,
    people,
    /** As somebody who sees every camera. */
    ask,
    /** As somebody who sees only the cameras that were granted. */
    askAsRestricted: async (request: string, body?: unknown): Promise<Answer> =>
      call(service.url, request, {
        token: await token('operator', people.restricted),
        ...(body !== undefined && { body }),
      }),
    discover,
    look: (of = service) => of.app.get(WatchService).look(),
    newDevice: async () => {
      const [device] = (await discover('imported=false')).cameras;
      if (device === undefined) throw new Error('Every camera of the simulator is imported.');
      return device;
    },
    importCamera: async (milestoneDeviceId: string, more: object = {}) =>
      ask('POST /api/v1/cameras/import', { milestoneDeviceId, ...more }),
    /** A new camera, imported. */
    givenCamera: async (more: object = {}) => {
      const device = await world.newDevice();
      const { id } = ImportedCamera.parse((await world.importCamera(device.id, more)).body);
      return { id: CameraId.parse(id), device };
    },
    camera: async (id: string) => Object((await ask(`GET /api/v1/cameras/${id}`)).body),
    /** The events of a type that were published, the oldest first. */
    events: async (type: LiveEvent['type']) => {
      const rows = await database
        .selectFrom('live_events')
        .select(['id', 'payload'])
        .where('type', '=', type)
        .orderBy('id')
        .execute();
      return rows.map(({ id, payload }) => LiveEvent.parse({ ...payload, id }));
    },
    audit: async (action: string) =>
      database.selectFrom('audit_entries').selectAll().where('action', '=', action).orderBy('id').execute(),
    sync: async (wishes: object = {}) => {
      const answer = await ask('POST /api/v1/milestone/sync-all', wishes);
      expect(answer.status).toBe(202);
      return world.syncEnded(SyncStarted.parse(answer.body).syncJobId);
    },
    syncEnded: (id: string) =>
      vi.waitFor(
        async () => {
          const job = SyncJob.parse((await ask(`GET /api/v1/milestone/sync/${id}`)).body);
          expect(job.status).not.toBe('in_progress');
          return job;
        },
        { timeout: 15_000, interval: 20 },
      ),
    close: async () => {
      for (const each of started) await each.close();
      await simulator.close();
      await database.destroy();
      await keys.remove();
      await testDatabase.drop();
    },
  };
  return world;
}

export type VmsWorld = Awaited<ReturnType<typeof createVmsWorld>>;

async function createPeople(database: Kysely<Database>) {
  const add = async (username: string, allCameras: boolean) => {
    const { id } = await database
      .insertInto('users')
      .values({
        username,
        display_name: username,
        password_hash: '-',
        role: 'operator',
        all_cameras: allCameras,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return id;
  };
  return { everything: await add('everything', true), restricted: await add('restricted', false) };
}
