import { randomUUID } from 'node:crypto';
import { CameraId } from '@playhead/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, importCamera, stopsHeard, type World } from '../testing/recording-world.ts';

let world: World;
let camera: Awaited<ReturnType<typeof importCamera>>;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  camera = await importCamera(world.database, world.simulator);
});

const start = (body: unknown = {}, token?: string | null) =>
  world.call(`POST /api/v1/cameras/${camera.id}/recordings/start`, body, token);
const stop = (token?: string | null) =>
  world.call(`POST /api/v1/cameras/${camera.id}/recordings/stop`, undefined, token);
const status = () => world.call(`GET /api/v1/cameras/${camera.id}/recordings/status`);

const sessions = () =>
  world.database
    .selectFrom('milestone_recording_sessions')
    .selectAll()
    .where('camera_id', '=', camera.id)
    .orderBy('created_at')
    .execute();

const vmsRecords = () =>
  world.simulator.state().activeRecordings.filter(({ cameraId }) => cameraId === camera.deviceId).length;

const events = async () => {
  const rows = await world.database
    .selectFrom('live_events')
    .select('type')
    .where('camera_id', '=', camera.id)
    .orderBy('id')
    .execute();
  return rows.map(({ type }) => type);
};

describe('starting a recording', () => {
  it('makes the VMS record and promises when it will stop, 15 minutes on unless asked otherwise', async () => {
    const answer = await start();

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      recordingId: expect.stringMatching(/^[\da-f-]{36}$/),
      cameraId: camera.id,
      startTime: world.clock.now().toISOString(),
      estimatedEndTime: new Date(world.clock.now().getTime() + 900_000).toISOString(),
      durationSeconds: 900,
      status: 'recording',
    });
    expect(vmsRecords()).toBe(1);
    expect(await events()).toEqual(['recording_started']);
  });

  it('is possible without a body, as the plan shows it', async () => {
    expect((await start(undefined)).status).toBe(200);
  });

  it('is refused while the camera records, and says what is in the way', async () => {
    const first = await start({ duration: 600 });
    world.clock.advance(60);

    const second = await start({ duration: 600 });

    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({
      error: 'Camera is already recording',
      currentRecording: { startTime: expect.any(String), remainingSeconds: 540 },
    });
    expect(first.body).toMatchObject({ recordingId: Object(second.body).currentRecording.recordingId });
  });

  it('of ten at once starts one, and the VMS hears of one', async () => {
    await start();
    await stop();
    const before = world.simulator.state().calls.startRecording ?? 0;

    const answers = await Promise.all(Array.from({ length: 10 }, () => start()));

    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(9);
    expect(world.simulator.state().calls.startRecording).toBe(before + 1);
  });

  it.each([0, -1, 7201, 1.5, 'abc', null, true])(
    'for %j seconds is refused and leaves nothing behind',
    async (duration) => {
      const answer = await start({ duration });

      expect(answer.status).toBe(400);
      expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
      expect(answer.body).toMatchObject({ code: 'request-invalid', errors: [{ pointer: '#/duration' }] });
      expect(await sessions()).toEqual([]);
    },
  );

  it.each(['{', '[]', '"15"'])('with the body %s is refused', async (body) => {
    expect((await start(body)).status).toBe(400);
  });

  it.each(['Gate \0 4', 'Gate \ud83d 4'])(
    'for the reason %j, which no text can hold, is refused and leaves nothing behind',
    async (reason) => {
      const answer = await start({ duration: 60, reason });

      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: 'request-invalid', errors: [{ pointer: '#/reason' }] });
      expect(await sessions()).toEqual([]);
    },
  );

  it('of a camera that was never imported is a 404', async () => {
    camera = { ...camera, id: CameraId.parse(randomUUID()) };

    const answer = await start();

    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ code: 'camera-not-found' });
  });

  it('of something that is no camera id is a 400', async () => {
    const answer = await world.call('POST /api/v1/cameras/nonsense/recordings/start', {});

    expect(answer.status).toBe(400);
  });

  it.each(['viewer', 'investigator'] as const)('is not for the role %s', async (role) => {
    const answer = await start({}, await world.tokenFor(role));

    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ code: 'permission-missing', requiredRole: 'operator', role });
  });

  it('needs a token that has not expired', async () => {
    expect((await start({}, null)).body).toMatchObject({ status: 401, code: 'sign-in-required' });
    const expired = await world.keys.tokenFor('operator', { expiresIn: -1 });
    expect((await start({}, expired)).body).toMatchObject({ status: 401, code: 'token-expired' });
  });

  it('while the VMS is down is a 503 that says when to come back, and the camera stays free', async () => {
    world.simulator.addFault({
      kind: 'status',
      status: 503,
      calls: 1,
      match: { operation: 'startRecording' },
    });

    const answer = await start();

    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).toMatch(/^\d+$/);
    expect(answer.body).toMatchObject({ code: 'vms-unavailable' });
    expect(await events()).toEqual(['recording_stopped']);
    expect((await start()).status).toBe(200);
  });

  it('that somebody else began in the VMS is a 409', async () => {
    await start();
    await world.database
      .deleteFrom('milestone_recording_sessions')
      .where('camera_id', '=', camera.id)
      .execute();

    const answer = await start();

    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'camera-already-recording' });
    expect(await sessions()).toMatchObject([{ status: 'failed' }]);
  });
});

describe('stopping a recording', () => {
  it('ends it in the VMS and says how long it was', async () => {
    await start({ duration: 900 });
    world.clock.advance(735);

    const answer = await stop();

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ cameraId: camera.id, actualDuration: 735, status: 'stopped' });
    expect(vmsRecords()).toBe(0);
    expect(await events()).toEqual(['recording_started', 'recording_stopped']);
  });

  it('that has ended is a 404 in the words of the plan', async () => {
    await start();
    await stop();

    const answer = await stop();

    expect(answer.status).toBe(404);
    expect(answer.body).toMatchObject({ error: 'No active recording found for camera' });
  });

  it('of ten at once reaches the VMS once', async () => {
    await start();

    const answers = await Promise.all(Array.from({ length: 10 }, () => stop()));

    const [session] = await sessions();
    expect(stopsHeard(world.simulator, session?.milestone_recording_id)).toBe(1);
    expect(answers.some((answer) => answer.status === 200)).toBe(true);
    expect(answers.every((answer) => answer.status === 200 || answer.status === 404)).toBe(true);
  });

  it('while the VMS is down is a 503, and is tried again until the VMS has heard it', async () => {
    await start();
    world.simulator.addFault({
      kind: 'status',
      status: 500,
      calls: 1,
      match: { operation: 'stopRecording' },
    });

    const answer = await stop();
    expect(answer.status).toBe(503);
    expect((await status()).body).toMatchObject({ isRecording: true, recording: { status: 'stopping' } });

    world.clock.advance(2);
    await world.sweep();

    const [session] = await sessions();
    expect(session?.status).toBe('stopped');
    expect(stopsHeard(world.simulator, session?.milestone_recording_id)).toBe(1);
  });

  it('that the VMS has ended by itself is good news, not an error', async () => {
    await start();
    await world.simulator.reset();

    expect((await stop()).status).toBe(200);
  });
});

describe('the status of a camera', () => {
  it('tells of a running recording, of the last one, or of none', async () => {
    expect((await status()).body).toEqual({ isRecording: false });

    await start({ duration: 900 });
    world.clock.advance(245);
    expect((await status()).body).toMatchObject({
      isRecording: true,
      recording: {
        elapsedSeconds: 245,
        remainingSeconds: 655,
        durationSeconds: 900,
        triggeredBy: 'operator',
      },
    });

    await stop();
    expect((await status()).body).toMatchObject({
      isRecording: false,
      lastRecording: { endTime: world.clock.now().toISOString() },
    });
  });

  it('is in the list of all active recordings while it records', async () => {
    await start();

    const active = await world.call(
      'GET /api/v1/recordings/active',
      undefined,
      await world.tokenFor('viewer'),
    );

    expect(active.body).toMatchObject({
      recordings: expect.arrayContaining([expect.objectContaining({ cameraId: camera.id })]),
    });
  });
});
