import { parseScenario } from '@playhead/milestone-simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, importCamera, type World } from '../testing/recording-world.ts';

let world: World;
let camera: Awaited<ReturnType<typeof importCamera>>;

beforeAll(async () => {
  // What they record is what they are asked for, so that it ends with it.
  const scenario = parseScenario('cameras: [{ name: Gate, count: 12, recording: never }]', 'gates.yaml');
  world = await createWorld({}, { scenario });
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.database.deleteFrom('milestone_recording_sessions').execute();
  camera = await importCamera(world.database, world.simulator);
});

const start = () => world.call(`POST /api/v1/cameras/${camera.id}/recordings/start`, { duration: 900 });
const status = async () => (await world.call(`GET /api/v1/cameras/${camera.id}/recordings/status`)).body;
const statusCalls = () => world.simulator.state().calls.recordingStatus ?? 0;
const session = () =>
  world.database
    .selectFrom('milestone_recording_sessions')
    .selectAll()
    .where('camera_id', '=', camera.id)
    .executeTakeFirstOrThrow();

const secondsBetween = (from: Date, to: Date | null) =>
  to && Math.round((to.getTime() - from.getTime()) / 1000);

const stopInVms = async (recordingId: string | null) => {
  const post = (path: string, body: object, token = '') =>
    fetch(`${world.simulator.url}/api/rest/v1${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  const login = await post('/login', { username: 'playhead', password: 'playhead-simulator' });
  const { token } = Object(await login.json());
  const stopped = await post(`/cameras/${camera.deviceId}/recordings/stop`, { recordingId }, token);
  expect(stopped.status).toBe(200);
};

describe('a recording that ran out in the VMS while nobody was there', () => {
  it('ended then, and not when we came back', async () => {
    await start();
    const { start_time: startTime } = await session();
    world.clock.advance(24 * 3600);
    await world.restart();
    await world.sweep();

    expect(await session()).toMatchObject({ status: 'stopped', ended_by: 'vms' });
    expect(secondsBetween(startTime, (await session()).end_time)).toBe(7_230);
  });
});

describe('a recording that somebody ends in the VMS', () => {
  it('is noticed within ten seconds, and everybody is told what happened', async () => {
    await start();
    await world.simulator.reset();
    world.clock.advance(10);

    await world.sweep();

    expect(await session()).toMatchObject({
      status: 'stopped',
      ended_by: 'vms',
      end_time: world.clock.now(),
      error_message: expect.stringContaining('somebody stopped it there'),
    });
    const told = await world.database
      .selectFrom('live_events')
      .select(['type', 'payload'])
      .where('camera_id', '=', camera.id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();
    expect(told).toMatchObject({
      type: 'recording_stopped',
      payload: { outcome: 'stopped', error: expect.stringContaining('VMS') },
    });
    expect(await status()).toMatchObject({ lastRecording: { endedBy: { kind: 'vms' } } });
  });

  it('ended when its footage did, though it is noticed later', async () => {
    await start();
    const { start_time: startTime, milestone_recording_id: recordingId } = await session();
    world.clock.advance(60);
    await stopInVms(recordingId);
    world.clock.advance(600);
    await world.sweep();

    const { end_time: endTime } = await session();
    expect(secondsBetween(startTime, endTime)).toBe(60);
  });

  it('ended at the latest when the VMS had to end it, where it can tell no more', async () => {
    await start();
    await world.simulator.reset();
    world.simulator.removeCamera(camera.deviceId);
    const { start_time: startTime } = await session();
    world.clock.advance(24 * 3600);
    await world.sweep();

    expect(await session()).toMatchObject({ status: 'stopped' });
    expect(secondsBetween(startTime, (await session()).end_time)).toBe(7_230);
  });

  it('leaves the camera free for the next one', async () => {
    await start();
    await world.simulator.reset();
    world.clock.advance(10);
    await world.sweep();

    expect((await start()).status).toBe(200);
  });

  it('is not looked for more often than every ten seconds', async () => {
    await start();
    const before = statusCalls();
    for (let second = 0; second < 9; second += 1) {
      world.clock.advance(1);
      await world.sweep();
    }
    expect(statusCalls()).toBe(before);
    world.clock.advance(1);
    await world.sweep();
    expect(statusCalls()).toBe(before + 1);
  });

  it('is not guessed while the VMS can not tell', async () => {
    await start();
    world.simulator.addFault({
      kind: 'status',
      status: 503,
      calls: 3,
      match: { operation: 'recordingStatus' },
    });
    world.clock.advance(10);
    await world.sweep();

    expect((await session()).status).toBe('recording');
  });
});

describe('a recording that somebody starts in the VMS', () => {
  /** The VMS goes on recording, and we know nothing of it. */
  const recordOutside = async () => {
    await start();
    await world.database
      .deleteFrom('milestone_recording_sessions')
      .where('camera_id', '=', camera.id)
      .execute();
  };

  it('is shown in the status of the camera', async () => {
    await recordOutside();

    expect(await status()).toEqual({
      isRecording: false,
      vmsRecording: {
        startTime: expect.any(String),
        elapsedSeconds: expect.any(Number),
        remainingSeconds: expect.any(Number),
      },
    });
  });

  it('is asked for once in five seconds, however many look', async () => {
    await recordOutside();
    const before = statusCalls();

    await Promise.all(Array.from({ length: 10 }, status));
    world.clock.advance(4);
    await status();
    expect(statusCalls()).toBe(before + 1);

    world.clock.advance(1);
    await status();
    expect(statusCalls()).toBe(before + 2);
  });

  it('is left out while the VMS is down: the status still answers', async () => {
    world.simulator.addFault({
      kind: 'status',
      status: 503,
      calls: 3,
      match: { operation: 'recordingStatus' },
    });

    expect(await status()).toEqual({ isRecording: false });
  });
});
