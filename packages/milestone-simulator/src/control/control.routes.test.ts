import { describe, expect, it } from 'vitest';
import { givenServer } from '../testing/simulation.ts';

describe('the control API', () => {
  it('makes the next calls fail as asked, with Retry-After', async () => {
    const { app, call } = givenServer();
    const fault = { kind: 'status', status: 503, retryAfterSeconds: 7, match: { operation: 'listCameras' } };
    expect((await app.inject({ method: 'POST', url: '/_sim/faults', payload: fault })).statusCode).toBe(201);
    const failed = await call('GET', '/cameras');
    expect([failed.statusCode, failed.headers['retry-after']]).toEqual([503, '7']);
    expect((await call('GET', '/cameras')).statusCode).toBe(200);
  });

  it('takes back faults that were not used up', async () => {
    const { app, call } = givenServer();
    await app.inject({ method: 'POST', url: '/_sim/faults', payload: { kind: 'status', status: 500 } });
    expect((await app.inject({ method: 'DELETE', url: '/_sim/faults' })).statusCode).toBe(204);
    expect((await call('GET', '/cameras')).statusCode).toBe(200);
  });

  it('refuses a fault it does not understand', async () => {
    const { app } = givenServer();
    const answer = await app.inject({ method: 'POST', url: '/_sim/faults', payload: { kind: 'burn' } });
    expect(answer.statusCode).toBe(400);
  });

  it('fails a call before it has an effect', async () => {
    const { call, faults, recordings, cameras } = givenServer();
    faults.add({ kind: 'status', status: 500 });
    const [camera] = cameras.all;
    await call('POST', `/cameras/${camera?.id}/recordings/start`, { durationSeconds: 60 });
    expect(recordings.allActive()).toEqual([]);
  });

  it('counts what reached the VMS, stops by their recording', async () => {
    const { app, call, cameras } = givenServer();
    const path = `/cameras/${cameras.all[0]?.id}/recordings`;
    const { recordingId } = (await call('POST', `${path}/start`, { durationSeconds: 60 })).json();
    const during = (await app.inject('/_sim/state')).json();
    expect(during.activeRecordings).toMatchObject([{ recordingId, cameraId: cameras.all[0]?.id }]);
    await call('POST', `${path}/stop`, { recordingId });
    await call('POST', `${path}/stop`, { recordingId });
    expect((await app.inject('/_sim/state')).json()).toMatchObject({
      calls: { startRecording: 1, stopRecording: 2 },
      recordingStops: { [recordingId]: 2 },
      activeRecordings: [],
      openStreams: [],
      tokens: 1,
      faults: [],
    });
  });

  it('changes and removes cameras until it is reset', async () => {
    const { app, call, cameras } = givenServer();
    const [first, second] = cameras.all.map(({ id }) => id);
    const payload = { name: 'Renamed', server: 7, enabled: false, recordingTimeoutMinutes: 0 };
    await app.inject({ method: 'PATCH', url: `/_sim/cameras/${first}`, payload });
    const state = {
      method: 'POST',
      url: `/_sim/cameras/${first}/state`,
      payload: { state: 'error' },
    } as const;
    expect((await app.inject(state)).statusCode).toBe(204);
    await app.inject({ method: 'DELETE', url: `/_sim/cameras/${second}` });

    expect((await call('GET', `/cameras/${first}`)).json()).toMatchObject({
      name: 'Renamed',
      recordingServer: 'Recording Server 7',
      enabled: false,
      status: 'error',
    });
    expect((await call('GET', `/cameras/${second}`)).statusCode).toBe(404);
    expect(cameras.all[0]?.recordingTimeoutMinutes).toBe(0);
    cameras.restore();
    expect(cameras.all[0]?.recordingTimeoutMinutes).toBeUndefined();
    expect((await call('GET', `/cameras/${first}`)).json()).toMatchObject({
      enabled: true,
      status: 'online',
    });
    expect((await call('GET', `/cameras/${second}`)).statusCode).toBe(200);
  });

  it.each([
    [{ recordingTimeoutMinutes: -1 }, 'Give a whole number of minutes from 0 to 10000; 0 is never.'],
    [{ recordingTimeout: 5 }, 'recordingTimeout'],
  ])('refuses a change of a camera that it can not make: %j', async (payload, reason) => {
    const { app, cameras } = givenServer();
    const url = `/_sim/cameras/${cameras.all[0]?.id}`;

    const answer = await app.inject({ method: 'PATCH', url, payload });

    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain(reason);
  });

  it('expires every token', async () => {
    const { app, call } = givenServer();
    await app.inject({ method: 'POST', url: '/_sim/expire-tokens' });
    expect((await call('GET', '/cameras')).statusCode).toBe(401);
  });

  it('forgets everything that was done to the simulator', async () => {
    const { app, call, cameras, faults } = givenServer();
    await call('POST', `/cameras/${cameras.all[0]?.id}/recordings/start`, { durationSeconds: 60 });
    faults.add({ kind: 'status', status: 500 });
    expect((await app.inject({ method: 'POST', url: '/_sim/reset' })).statusCode).toBe(204);
    expect((await app.inject('/_sim/state')).json()).toMatchObject({
      activeRecordings: [],
      calls: {},
      recordingStops: {},
      tokens: 0,
      faults: [],
    });
  });

  it('sets the clock, and lets it stand still until it is put on', async () => {
    const { app, clock } = givenServer();
    const now = async () => (await app.inject('/_sim/state')).json().now;
    const at = '2027-01-01T00:00:00.000Z';
    expect(
      (await app.inject({ method: 'PUT', url: '/_sim/clock', payload: { at, frozen: true } })).statusCode,
    ).toBe(204);

    clock.advance(60);
    expect(await now()).toBe(at);

    await app.inject({ method: 'POST', url: '/_sim/clock/advance', payload: { seconds: 90 } });
    expect(await now()).toBe('2027-01-01T00:01:30.000Z');

    await app.inject({ method: 'POST', url: '/_sim/reset' });
    expect(await now()).toBe(clock.now().toISOString());
  });

  it('refuses a clock that it can not be set to', async () => {
    const { app } = givenServer();
    for (const payload of [{ at: 'tomorrow' }, { frozen: 'yes' }, { speed: 2 }])
      expect((await app.inject({ method: 'PUT', url: '/_sim/clock', payload })).statusCode).toBe(400);
  });

  it('takes a recorder off the network and puts it back', async () => {
    const { app, xprotect } = givenServer();
    const put = (number: number, payload: object) =>
      app.inject({ method: 'PUT', url: `/_sim/recorders/${number}`, payload });

    expect((await put(2, { down: true })).statusCode).toBe(204);
    expect(xprotect.servers.map(({ isDown }) => isDown)).toEqual([false, true]);
    await put(2, { down: false });
    expect(xprotect.servers.some(({ isDown }) => isDown)).toBe(false);
    expect((await put(3, { down: true })).statusCode).toBe(404);
  });

  it('is not there when others could reach it', async () => {
    const { app } = givenServer({ control: false });
    expect((await app.inject('/_sim/state')).statusCode).toBe(404);
  });
});
