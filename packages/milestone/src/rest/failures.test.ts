import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { deferred } from '../testing/deferred.ts';
import { CAMERA, CAMERAS, failureOf, given, RECORDINGS } from '../testing/given.ts';
import { json, type SeenRequest } from '../testing/scripted-vms.ts';

const page = { limit: 10, offset: 0 };
const start = { deviceId: CAMERA.id, durationSeconds: 900, triggeredBy: 'op' };

describe('a VMS that cannot serve for a while', () => {
  it('is asked again, after ever longer pauses', async () => {
    const { client, vms, clock } = await given();
    vms.once(`GET ${CAMERAS}`, json({}, 500), json({}, 502));

    const cameras = client.listCameras(page);
    await clock.awaited(500);
    clock.advance(500);
    await clock.awaited(5000);
    clock.advance(5000);

    await expect(cameras).resolves.toMatchObject({ total: 1 });
  });

  it('is asked at ever longer pauses where there are many tries, none longer than half of what a call may take', async () => {
    const { client, vms, clock } = await given({ retryAttempts: 7 });
    vms.once(`GET ${CAMERAS}`, ...Array.from({ length: 5 }, () => json({}, 503)));

    const cameras = failureOf(client.listCameras(page));
    for (const pause of [500, 1000, 2000, 4000]) {
      await clock.awaited(pause);
      clock.advance(pause);
    }
    await clock.awaited(5000);
    clock.advance(2500);

    expect(await cameras).toMatchObject({ kind: 'unavailable', answered: true });
  });

  it('is asked as often as MILESTONE_RETRY_ATTEMPTS says, no more', async () => {
    const { client, vms, clock } = await given({ retryAttempts: 2 });
    vms.on(`GET ${CAMERAS}`, json({ error: 'database offline' }, 500));

    const cameras = failureOf(client.listCameras(page));
    await clock.awaited(5000);
    clock.advance(5000);

    expect(await cameras).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('database'),
    });
    expect(vms.calls(`GET ${CAMERAS}`)).toHaveLength(2);
  });

  it('gets the pause it asks for', async () => {
    const { client, vms, clock } = await given();
    vms.once(`GET ${CAMERAS}`, json({}, 503, { 'Retry-After': '7' }));

    const cameras = client.listCameras(page);
    await clock.awaited(7000);
    clock.advance(7000);

    await expect(cameras).resolves.toMatchObject({ total: 1 });
  });

  it('is left alone when it asks for more patience than a request has', async () => {
    const { client, vms } = await given();
    vms.on(`GET ${CAMERAS}`, json({}, 503, { 'Retry-After': '120' }));

    await expect(client.listCameras(page)).rejects.toMatchObject({
      kind: 'unavailable',
      retryAfterSeconds: 120,
    });
    expect(vms.calls(`GET ${CAMERAS}`)).toHaveLength(1);
  });

  it.each([500, 503])('gets a start only once (%i)', async (status) => {
    const { client, vms } = await given();
    vms.on(`POST ${RECORDINGS}/start`, json({}, status));

    await expect(client.startRecording(start)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(vms.calls(`POST ${RECORDINGS}/start`)).toHaveLength(1);
  });

  it('gets a start once it listens again: what never left may be sent', async () => {
    const { client, vms, clock } = await given();
    await client.login();
    const [startTime, estimatedEndTime] = ['2026-03-01T12:00:00Z', '2026-03-01T12:15:00Z'];
    vms.on(`POST ${RECORDINGS}/start`, json({ recordingId: 'r1', startTime, estimatedEndTime }));
    const { port } = new URL(vms.url);
    await vms.stopListening();

    const started = client.startRecording(start);
    await clock.awaited(500);
    await vms.listen(Number(port));
    clock.advance(500);

    await expect(started).resolves.toMatchObject({ recordingId: 'r1' });
    expect(vms.calls(`POST ${RECORDINGS}/start`)).toHaveLength(1);
  });

  it('gets a start only once when it drops the connection', async () => {
    const { client, vms } = await given();
    vms.on(`POST ${RECORDINGS}/start`, (response) => response.destroy());

    await expect(client.startRecording(start)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(vms.calls(`POST ${RECORDINGS}/start`)).toHaveLength(1);
  });

  it('does not answer in time: the call ends and the connection with it', async () => {
    const { client, vms, clock } = await given({ retryAttempts: 1 });
    await client.login();
    const asked = deferred<SeenRequest>();
    vms.on(`GET ${CAMERAS}`, (_response, request) => asked.resolve(request));

    const cameras = failureOf(client.listCameras(page));
    const { socket } = await asked.promise;
    clock.advance(10_000);

    expect(await cameras).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('10 s') });
    if (!socket.destroyed) await once(socket, 'close');
  });

  it('never answers: however many tries are left, a call waits once for its whole time, also for the login', async () => {
    const { client, vms, clock } = await given({ retryAttempts: 3 });
    const asked = deferred<SeenRequest>();
    vms.on('POST /login', (_response, request) => asked.resolve(request));

    const calls = [failureOf(client.listCameras(page)), failureOf(client.getCamera(CAMERA.id))];
    await asked.promise;
    clock.advance(10_000);

    for (const failure of await Promise.all(calls)) {
      expect(failure).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('10 s') });
    }
  });

  it('refuses again and again until the time of the call is over: what it said last is what is told', async () => {
    const { client, vms, clock } = await given({ retryAttempts: 10, retryDelayMs: 4_000 });
    vms.on(`GET ${CAMERAS}`, json({ error: 'database offline' }, 500));

    const cameras = failureOf(client.listCameras(page));
    await clock.awaited(4_000);
    clock.advance(4_000);
    await clock.awaited(5_000);
    clock.advance(5_000);
    await clock.awaited(5_000);
    clock.advance(1_000);

    expect(await cameras).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('database offline'),
    });
  });

  it('stops in the middle of an answer: the deadline counts to its end', async () => {
    const { client, vms, clock } = await given({ retryAttempts: 1 });
    await client.login();
    const asked = deferred<SeenRequest>();
    vms.on(`GET ${CAMERAS}`, (response, request) => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('{"cameras":[', () => asked.resolve(request));
    });

    const cameras = failureOf(client.listCameras(page));
    await asked.promise;
    clock.advance(10_000);

    expect(await cameras).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('10 s') });
  });

  it('is down: says where it was looked for', async () => {
    const { client, vms } = await given({ retryAttempts: 1 });
    const { url } = vms;
    await vms.close();

    await expect(client.listCameras(page)).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining(url),
    });
  });
});
