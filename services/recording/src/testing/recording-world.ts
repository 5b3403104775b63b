import { randomUUID } from 'node:crypto';
import type { Type } from '@nestjs/common';
import { CameraId, type Role } from '@playhead/contracts';
import { connect, type Database } from '@playhead/database';
import { createTestDatabase } from '@playhead/database/testing';
import type { MilestoneClient, MilestoneDialect } from '@playhead/milestone';
import { type RunningSimulator, type SimulatorOptions, startSimulator } from '@playhead/milestone-simulator';
import { MILESTONE } from '@playhead/service-kit';
import {
  type Answer,
  call,
  createTestKeys,
  startTestService,
  TestClock,
} from '@playhead/service-kit/testing';
import type { Kysely } from 'kysely';
import { RecordingConfig } from '../config.ts';
import { recordingService } from '../recording.module.ts';
import { SweepService } from '../sweep/sweep.service.ts';

export interface WorldOptions extends SimulatorOptions {
  /** What the VMS is spoken to in; `rest` unless given. With `xprotect` it holds recordings without a limit. */
  dialect?: MilestoneDialect;
}

/** A recording service over a real database and a simulated VMS, both with the clock that the test moves. */
export async function createWorld(
  settings: Record<string, string> = {},
  { dialect = 'rest', ...options }: WorldOptions = {},
) {
  const testDatabase = await createTestDatabase();
  const clock = new TestClock();
  const keys = await createTestKeys(() => clock.now());
  const xprotect =
    dialect === 'xprotect' ? { recordingTimeoutMinutes: 0, ...options.xprotect } : options.xprotect;
  const simulator = await startSimulator({ ...options, xprotect, clock });
  const database = connect({ url: testDatabase.url, maxConnections: 2 });
  const variables = { ...milestoneVariables(simulator.url), MILESTONE_API: dialect, ...settings };
  const userId = await addUser(database);
  const start = (more: Record<string, string> = {}) =>
    startTestService(recordingService, RecordingConfig, {
      keys,
      clock,
      databaseUrl: testDatabase.url,
      variables: { ...variables, ...more },
    });
  let service = await start();

  return {
    clock,
    keys,
    userId,
    simulator,
    database,
    databaseUrl: testDatabase.url,
    /** A token of somebody who sees every camera, unless another person is named. */
    tokenFor: (role: Role, who = userId) => keys.tokenFor(role, { userId: who }),
    /** As the operator unless another token is given; `null` for none. */
    call: async (request: string, body?: unknown, token?: string | null): Promise<Answer> =>
      call(service.url, request, {
        ...(token === null ? {} : { token: token ?? (await keys.tokenFor('operator', { userId })) }),
        ...(body !== undefined && { body }),
      }),
    /** A part of the service, for what nobody can ask of it from outside. */
    part: <T>(type: Type<T>): T => service.app.get(type),
    /** The service's way to the VMS, for what somebody else does there. */
    milestone: (): MilestoneClient => service.app.get<MilestoneClient>(MILESTONE),
    /** One sweep, now. */
    sweep: () => service.app.get(SweepService).sweep(),
    /** Another process in place of this one, as far as memory is concerned. */
    restart: async () => {
      await service.close();
      service = await start();
    },
    /** Ends the service, as a SIGTERM does. */
    endService: () => service.close(),
    /** A second instance beside this one. Whoever starts it closes it. */
    startAnother: start,
    close: async () => {
      await service.close();
      await simulator.close();
      await database.destroy();
      await keys.remove();
      await testDatabase.drop();
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;

/** How a service under test reaches the simulator; it retries at once. */
export const milestoneVariables = (url: string) => ({
  MILESTONE_BASE_URL: url,
  MILESTONE_USERNAME: 'playhead',
  MILESTONE_PASSWORD: 'playhead-simulator',
  MILESTONE_RETRY_DELAY: '10ms',
});

/** Somebody who may sign in and, unless told otherwise, sees every camera. */
export async function addUser(database: Kysely<Database>, allCameras = true): Promise<string> {
  const username = `somebody-${randomUUID()}`;
  const { id } = await database
    .insertInto('users')
    .values({
      username,
      display_name: username,
      password_hash: 'none',
      role: 'operator',
      all_cameras: allCameras,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

let nextDevice = 0;

/** An imported camera that has never recorded; the VMS forgets what earlier tests did with it. */
export async function importCamera(database: Kysely<Database>, simulator: RunningSimulator) {
  const devices = simulator.state().cameras.filter(({ enabled }) => enabled);
  const device = devices[nextDevice++ % devices.length];
  if (device === undefined) throw new Error('The simulator has no camera.');
  await simulator.reset();
  await database.deleteFrom('cameras').where('milestone_device_id', '=', device.id).execute();
  const row = await database
    .insertInto('cameras')
    .values({ name: device.name, status: 'ONLINE', milestone_device_id: device.id })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id: CameraId.parse(row.id), deviceId: device.id };
}

/** How often the VMS was told to stop this recording, by the id that the VMS gave it. */
export const stopsHeard = (simulator: RunningSimulator, milestoneRecordingId: string | null | undefined) =>
  simulator.state().recordingStops[milestoneRecordingId ?? ''] ?? 0;
