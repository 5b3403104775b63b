import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, importCamera, stopsHeard, type World } from '../testing/recording-world.ts';

let world: World;
let camera: Awaited<ReturnType<typeof importCamera>>;

beforeAll(async () => {
  world = await createWorld({ RECORDING_MAX_DURATION: '1800' });
});
afterAll(() => world?.close());
beforeEach(async () => {
  camera = await importCamera(world.database, world.simulator);
});

const start = (duration: number) =>
  world.call(`POST /api/v1/cameras/${camera.id}/recordings/start`, { duration });
const extend = (additionalSeconds: unknown) =>
  world.call(`POST /api/v1/cameras/${camera.id}/recordings/extend`, { additionalSeconds });
const stop = () => world.call(`POST /api/v1/cameras/${camera.id}/recordings/stop`);
const session = () =>
  world.database
    .selectFrom('milestone_recording_sessions')
    .selectAll()
    .where('camera_id', '=', camera.id)
    .executeTakeFirstOrThrow();

describe('extending a recording', () => {
  it('moves its end, and the VMS goes on without a seam until then', async () => {
    await start(600);
    world.clock.advance(590);

    const answer = await extend(300);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ cameraId: camera.id, durationSeconds: 900, status: 'recording' });
    world.clock.advance(60);
    await world.sweep();
    expect((await session()).status).toBe('recording');
    world.clock.advance(250);
    await world.sweep();
    const ended = await session();
    expect(ended).toMatchObject({ status: 'stopped', ended_by: 'timer' });
    expect(stopsHeard(world.simulator, ended.milestone_recording_id)).toBe(1);
    expect(world.simulator.state().calls.startRecording).toBe(1);
  });

  it('is possible as often as the longest duration allows; beyond that it says how much is left', async () => {
    await start(600);
    expect((await extend(600)).status).toBe(200);

    const answer = await extend(601);

    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'request-invalid',
      detail: expect.stringContaining('600 more seconds'),
      errors: [{ pointer: '#/additionalSeconds' }],
    });
    expect((await extend(600)).body).toMatchObject({ durationSeconds: 1800 });
  });

  it('is held by the VMS for the longest duration and a margin, whatever was asked for', async () => {
    await start(60);

    const [held] = world.simulator.state().activeRecordings;

    const heldMs = Date.parse(held?.estimatedEndTime ?? '') - Date.parse(held?.startTime ?? '');
    expect(heldMs).toBe(1_830_000);
  });

  it.each([0, -1, 1.5, '60', null])('by %j seconds is refused', async (seconds) => {
    await start(60);
    expect((await extend(seconds)).status).toBe(400);
  });

  it('that has ended, or never began, is a 404', async () => {
    expect((await extend(60)).body).toMatchObject({ status: 404, code: 'recording-not-active' });
    await start(60);
    await stop();
    expect((await extend(60)).body).toMatchObject({ status: 404, code: 'recording-not-active' });
  });

  it('is told to everybody who looks, also to those who come back later', async () => {
    await start(60);
    await extend(60);

    const told = await world.database
      .selectFrom('live_events')
      .select(['type', 'payload'])
      .where('camera_id', '=', camera.id)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow();

    expect(told.type).toBe('recording_progress');
    expect(told.payload).toMatchObject({
      extendedBy: 'operator',
      status: { recording: { durationSeconds: 120 } },
    });
  });

  it('at the moment of its end either moves the end or comes too late, never both', async () => {
    for (let round = 0; round < 10; round += 1) {
      camera = await importCamera(world.database, world.simulator);
      await start(60);
      world.clock.advance(60);

      const [answer] = await Promise.all([extend(300), world.sweep()]);
      await world.sweep();

      const { status, milestone_recording_id: milestoneId } = await session();
      const stops = stopsHeard(world.simulator, milestoneId);
      const outcome = { answer: answer.status, status, stops };
      expect([
        { answer: 200, status: 'recording', stops: 0 },
        { answer: 404, status: 'stopped', stops: 1 },
      ]).toContainEqual(outcome);
    }
  });
});
