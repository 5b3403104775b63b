import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, importCamera, stopsHeard, type World } from '../testing/recording-world.ts';
import { listenForProgress } from '../testing/told-progress.ts';
import { SweepService } from './sweep.service.ts';

let world: World;
let camera: Awaited<ReturnType<typeof importCamera>>;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  camera = await importCamera(world.database, world.simulator);
});

const start = (duration: number) =>
  world.call(`POST /api/v1/cameras/${camera.id}/recordings/start`, { duration });

const session = () =>
  world.database
    .selectFrom('milestone_recording_sessions')
    .selectAll()
    .where('camera_id', '=', camera.id)
    .executeTakeFirstOrThrow();

/** A row as an instance leaves it that dies between its own claim and the VMS's answer. */
const interruptedStart = () =>
  world.database
    .insertInto('milestone_recording_sessions')
    .values({
      camera_id: camera.id,
      start_time: world.clock.now(),
      stops_at: new Date(world.clock.now().getTime() + 900_000),
      duration_seconds: 900,
      triggered_by: 'operator',
      status: 'starting',
      claimed_until: new Date(world.clock.now().getTime() + 30_000),
    })
    .execute();

const recordInVms = async () => {
  const login = await fetch(`${world.simulator.url}/api/rest/v1/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'playhead', password: 'playhead-simulator' }),
  });
  const { token } = Object(await login.json());
  await fetch(`${world.simulator.url}/api/rest/v1/cameras/${camera.deviceId}/recordings/start`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ durationSeconds: 930, triggerBy: 'operator', description: '' }),
  });
};

describe('a timed recording', () => {
  it('is stopped once its time is over, and not before', async () => {
    await start(60);

    world.clock.advance(59);
    await world.sweep();
    expect((await session()).status).toBe('recording');

    world.clock.advance(1);
    await world.sweep();
    const ended = await session();
    expect(ended).toMatchObject({ status: 'stopped', end_time: world.clock.now() });
    expect(stopsHeard(world.simulator, ended.milestone_recording_id)).toBe(1);
  });

  it('is stopped once, however many sweeps look at it', async () => {
    await start(60);
    world.clock.advance(61);

    await Promise.all(Array.from({ length: 5 }, () => world.sweep()));
    await world.sweep();

    expect(stopsHeard(world.simulator, (await session()).milestone_recording_id)).toBe(1);
  });

  it('that ended while the service was away is stopped as soon as it is back', async () => {
    await start(60);
    world.clock.advance(600);

    await world.restart();
    await world.sweep();

    expect((await session()).status).toBe('stopped');
  });

  it('that is still due when the service comes back goes on', async () => {
    await start(900);
    await world.restart();
    await world.sweep();

    expect((await session()).status).toBe('recording');
  });

  it('tells its progress every five seconds, to nobody twice', async () => {
    const another = await world.startAnother();
    const progress = await listenForProgress(world.databaseUrl, camera.id);
    const sweeps = () => Promise.all([world.sweep(), another.app.get(SweepService).sweep(), world.sweep()]);
    try {
      await start(60);
      for (const seconds of [5, 4, 1]) {
        world.clock.advance(seconds);
        await sweeps();
      }
      await progress.settled();

      expect(progress.told.map(({ elapsedSeconds }) => elapsedSeconds)).toEqual([5, 10]);
    } finally {
      await progress.close();
      await another.close();
    }
  });
});

describe('a stop whose instance died', () => {
  it('is not repeated when the VMS has heard it', async () => {
    await start(60);
    const { id, milestone_recording_id: milestoneId } = await session();
    await world.call(`POST /api/v1/cameras/${camera.id}/recordings/stop`);
    await world.database
      .updateTable('milestone_recording_sessions')
      .set({
        status: 'stopping',
        end_time: null,
        claimed_until: new Date(world.clock.now().getTime() + 30_000),
      })
      .where('id', '=', id)
      .execute();

    world.clock.advance(31);
    await world.sweep();

    expect((await session()).status).toBe('stopped');
    expect(stopsHeard(world.simulator, milestoneId)).toBe(1);
  });
});

describe('a start whose instance died', () => {
  it('is left alone while that instance may still be at work', async () => {
    await interruptedStart();
    await world.sweep();

    expect((await session()).status).toBe('starting');
  });

  it('becomes a recording when the VMS records', async () => {
    await interruptedStart();
    await recordInVms();
    world.clock.advance(31);
    await world.sweep();

    expect(await session()).toMatchObject({
      status: 'recording',
      milestone_recording_id: expect.any(String),
    });
  });

  it('has failed when the VMS does not', async () => {
    await interruptedStart();
    world.clock.advance(31);
    await world.sweep();

    expect(await session()).toMatchObject({
      status: 'failed',
      error_message: expect.stringContaining('interrupted'),
    });
  });

  it('has failed when the VMS records what somebody began later', async () => {
    await interruptedStart();
    world.clock.advance(31);
    await recordInVms();
    world.clock.advance(31);
    await world.sweep();

    expect(await session()).toMatchObject({ status: 'failed', milestone_recording_id: null });
    expect(world.simulator.state().activeRecordings).toHaveLength(1);
  });

  it('that has failed is told, with the recording before it', async () => {
    await start(60);
    world.clock.advance(60);
    await world.sweep();
    const { id } = await session();
    await interruptedStart();
    world.clock.advance(31);
    await world.sweep();

    const told = await world.database
      .selectFrom('live_events')
      .select(['type', 'payload'])
      .where('camera_id', '=', camera.id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(told).toMatchObject({
      type: 'recording_stopped',
      payload: {
        outcome: 'failed',
        error: expect.stringContaining('interrupted'),
        status: { isRecording: false, lastRecording: { recordingId: id } },
      },
    });
  });

  it('has failed when the VMS no longer has the camera', async () => {
    await interruptedStart();
    world.simulator.addFault({ kind: 'status', status: 404, match: { operation: 'recordingStatus' } });
    world.clock.advance(31);
    await world.sweep();

    expect((await session()).status).toBe('failed');
  });
});
