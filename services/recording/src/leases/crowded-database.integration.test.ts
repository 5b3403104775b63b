import { once } from 'node:events';
import type { Database } from '@playhead/database';
import { DATABASE } from '@playhead/service-kit';
import { call, type TestService } from '@playhead/service-kit/testing';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { StartsRepository } from '../starts/starts.repository.ts';
import { StopsRepository } from '../stops/stops.repository.ts';
import { createWorld, importCamera, type World } from '../testing/recording-world.ts';
import { LeasesService } from './leases.service.ts';

const LEASE_SECONDS = 3;

let world: World;
/** It has one connection for all its requests and sweeps. */
let crowded: TestService;
let camera: Awaited<ReturnType<typeof importCamera>>;

beforeAll(async () => {
  world = await createWorld({ RECORDING_SWEEP_INTERVAL_MS: '60000' });
  crowded = await world.startAnother({ DB_MAX_CONNECTIONS: '1' });
});
afterAll(async () => {
  await crowded?.close();
  await world?.close();
});
beforeEach(async () => {
  await world.database.deleteFrom('milestone_recording_sessions').execute();
  camera = await importCamera(world.database, world.simulator);
});

const session = () =>
  world.database
    .selectFrom('milestone_recording_sessions')
    .selectAll()
    .where('camera_id', '=', camera.id)
    .executeTakeFirst();
const inSeconds = (seconds: number) => new Date(world.clock.now().getTime() + seconds * 1000);

/** Takes the one connection, until `free` is called. */
async function occupyDatabase() {
  const database = crowded.app.get<Kysely<Database>>(DATABASE);
  const release = new AbortController();
  let occupied: Promise<unknown> = Promise.resolve();
  await new Promise<void>((taken) => {
    occupied = database.connection().execute(() => {
      taken();
      return once(release.signal, 'abort');
    });
  });
  return {
    free: async () => {
      release.abort();
      await occupied;
    },
  };
}

describe('with a database that has no connection to spare', () => {
  it('a start that waits for one begins, and its lease with it, when it has it', async () => {
    const leases = crowded.app.get(LeasesService);
    const { free } = await occupyDatabase();
    const draft = () => ({
      cameraId: camera.id,
      startTime: world.clock.now(),
      stopsAt: inSeconds(60),
      durationSeconds: 60,
      longestSeconds: 60,
      triggeredBy: 'operator',
      reason: null,
    });
    const begun = crowded.app.get(StartsRepository).begin(draft, () => leases.lease(), 0);
    world.clock.advance(LEASE_SECONDS + 1);
    await free();

    expect(await begun).toMatchObject({ outcome: 'begun' });
    expect(await session()).toMatchObject({
      start_time: world.clock.now(),
      claimed_until: inSeconds(LEASE_SECONDS),
    });
  });

  it('a stop that waits for one is claimed for as long as any other', async () => {
    await world.call(`POST /api/v1/cameras/${camera.id}/recordings/start`, { duration: 60 });
    world.clock.advance(60);
    const leases = crowded.app.get(LeasesService);
    const { free } = await occupyDatabase();
    const claims = crowded.app.get(StopsRepository).claimDue(() => leases.claiming(), 10, true);
    world.clock.advance(LEASE_SECONDS + 1);
    await free();

    expect(await claims).toHaveLength(1);
    expect(await session()).toMatchObject({ status: 'stopping', claimed_until: inSeconds(LEASE_SECONDS) });
  });

  it('leases are renewed all the same', async () => {
    const vms = world.simulator.hold({ operation: 'startRecording' });
    const answer = call(crowded.url, `POST /api/v1/cameras/${camera.id}/recordings/start`, {
      token: await world.tokenFor('operator'),
      body: {},
    });
    await vms.reached;
    const { free } = await occupyDatabase();
    try {
      world.clock.advance(LEASE_SECONDS - 1);
      await vi.waitFor(
        async () => expect((await session())?.claimed_until).toEqual(inSeconds(LEASE_SECONDS)),
        { timeout: 10_000, interval: 50 },
      );
    } finally {
      await free();
      vms.letGo();
    }
    expect((await answer).status).toBe(200);
  });
});

describe('an instance whose renewals are late', () => {
  it('does not take its own work over from itself', async () => {
    const vms = world.simulator.hold({ operation: 'startRecording' });
    const answer = world.call(`POST /api/v1/cameras/${camera.id}/recordings/start`, { duration: 60 });
    await vms.reached;
    world.clock.advance(LEASE_SECONDS + 1);
    await world.sweep();

    expect((await session())?.claimed_by).toBe(world.part(LeasesService).owner);
    expect(world.simulator.state().calls.recordingStatus ?? 0).toBe(0);
    vms.letGo();
    expect((await answer).status).toBe(200);
  });
});
