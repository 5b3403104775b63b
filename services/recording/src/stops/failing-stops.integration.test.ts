import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, importCamera, stopsHeard, type World } from '../testing/recording-world.ts';
import { listenForProgress } from '../testing/told-progress.ts';

let world: World;
let camera: Awaited<ReturnType<typeof importCamera>>;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  camera = await importCamera(world.database, world.simulator);
});

const path = () => `/api/v1/cameras/${camera.id}/recordings`;
const start = (duration: number) => world.call(`POST ${path()}/start`, { duration });
const stop = () => world.call(`POST ${path()}/stop`);
const status = async () => (await world.call(`GET ${path()}/status`)).body;
const vmsAnswers = (code: number, calls = 1) =>
  world.simulator.addFault({ kind: 'status', status: code, calls, match: { operation: 'stopRecording' } });
const inSeconds = (seconds: number) => new Date(world.clock.now().getTime() + seconds * 1000).toISOString();
const sessionId = async () => Object(await status()).recording.recordingId;

describe('a recording that the VMS does not stop', () => {
  it('says in its status why, how often it was tried and when it is tried again, until it has ended', async () => {
    await start(900);
    vmsAnswers(403, 2);

    expect(await stop()).toMatchObject({ status: 502, body: { code: 'vms-refused' } });
    const refused = { code: 'vms-refused', detail: expect.stringContaining('may not record on this camera') };
    expect(await status()).toMatchObject({
      isRecording: true,
      recording: { status: 'stopping', stopFailure: { attempts: 1, retryAt: inSeconds(1), ...refused } },
    });
    expect((await world.call('GET /api/v1/recordings/active')).body).toMatchObject({
      recordings: expect.arrayContaining([
        expect.objectContaining({ cameraId: camera.id, stopFailure: expect.objectContaining(refused) }),
      ]),
    });

    world.clock.advance(1);
    await world.sweep();
    expect(await status()).toMatchObject({
      recording: { stopFailure: { attempts: 2, retryAt: inSeconds(2), ...refused } },
    });

    world.clock.advance(2);
    await world.sweep();
    expect(await status()).toMatchObject({
      isRecording: false,
      lastRecording: { endedBy: { kind: 'user', username: 'operator' } },
    });
    const { recordings } = Object((await world.call(`GET ${path()}`)).body);
    expect(recordings).toMatchObject([{ status: 'stopped', error: null }]);
  });

  it('tells so at once to who looks, also where its time is over and nobody asked', async () => {
    const progress = await listenForProgress(world.databaseUrl, camera.id);
    try {
      await start(60);
      world.clock.advance(60);
      vmsAnswers(503);
      await world.sweep();
      await progress.settled();

      expect(progress.told.at(-1)).toMatchObject({
        status: 'stopping',
        stopFailure: { attempts: 1, code: 'vms-unavailable', retryAt: inSeconds(1) },
      });
    } finally {
      await progress.close();
    }
  });

  it('is not said to be tried later while it is just being tried', async () => {
    await start(900);
    const id = await sessionId();
    vmsAnswers(503);
    await stop();
    const { reached, letGo } = world.simulator.hold({ operation: 'stopRecording' });
    world.clock.advance(1);
    const sweep = world.sweep();
    await reached;

    expect(Object(await status()).recording.stopFailure).toEqual({
      attempts: 1,
      code: 'vms-unavailable',
      detail: expect.any(String),
    });
    letGo();
    await sweep;
    expect(await status()).toMatchObject({ isRecording: false, lastRecording: { recordingId: id } });
  });

  it('can be stopped by hand before the next try', async () => {
    await start(900);
    vmsAnswers(503);
    await stop();

    expect(await stop()).toMatchObject({ status: 200, body: { status: 'stopped' } });
    const { milestone_recording_id: recordingId } = await world.database
      .selectFrom('milestone_recording_sessions')
      .select('milestone_recording_id')
      .where('camera_id', '=', camera.id)
      .executeTakeFirstOrThrow();
    expect(stopsHeard(world.simulator, recordingId)).toBe(1);
  });

  it('that goes on as it should says nothing of stops', async () => {
    await start(900);

    expect(Object(await status()).recording).not.toHaveProperty('stopFailure');
  });
});
