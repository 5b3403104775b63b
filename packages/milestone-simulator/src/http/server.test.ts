import { describe, expect, it } from 'vitest';
import { givenServer } from '../testing/simulation.ts';

const error = (httpCode: number) => ({ error: { httpCode, details: [{ errorText: expect.any(String) }] } });
const FIRST = '/cameras/dd93ad21-c2fe-8cac-a806-b2b8b79c5dcd';
const DAY = 'startTime=2026-03-01T00:00:00Z&endTime=2026-03-02T00:00:00Z';

describe('logging in', () => {
  it('gives a token that opens the API for as long as it says', async () => {
    const { app, clock } = givenServer();
    const payload = { username: 'user', password: 'secret' };
    const login = await app.inject({ method: 'POST', url: '/api/rest/v1/login', payload });
    const { token, expires_in } = login.json();
    const list = () =>
      app.inject({ url: '/api/rest/v1/cameras', headers: { authorization: `Bearer ${token}` } });
    clock.advance(expires_in - 1);
    expect((await list()).statusCode).toBe(200);
    clock.advance(1);
    expect((await list()).statusCode).toBe(401);
  });

  it.each([
    [{ username: 'user', password: 'wrong' }, 401],
    [{ username: 'other', password: 'secret' }, 401],
    [{ username: 'user' }, 400],
    [undefined, 400],
  ])('refuses %j', async (payload, status) => {
    const { app } = givenServer();
    const answer = await app.inject({
      method: 'POST',
      url: '/api/rest/v1/login',
      ...(payload && { payload }),
    });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual(error(status));
  });

  it('can be renewed while it lasts, with a body or without, and ended', async () => {
    const { app, call } = givenServer();
    const { token } = (await call('POST', '/login/refresh')).json();
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const post = (path: string) => app.inject({ method: 'POST', url: `/api/rest/v1${path}`, headers });
    expect((await post('/login/refresh')).json()).toMatchObject({ expires_in: 3600 });
    expect((await post('/logout')).statusCode).toBe(204);
    expect((await post('/login/refresh')).json()).toEqual(error(401));
  });

  it.each(['/cameras', FIRST, `${FIRST}/recordings/status`, `${FIRST}/video`, '/login/refresh'])(
    'is needed for %s',
    async (path) => {
      const { app } = givenServer();
      const method = path === '/login/refresh' ? 'POST' : 'GET';
      const answer = await app.inject({ method, url: `/api/rest/v1${path}` });
      expect(answer.json()).toEqual(error(401));
    },
  );
});

describe('the list of cameras', () => {
  it('comes in pages that add up', async () => {
    const { call, cameras } = givenServer();
    const page = async (offset: number) => (await call('GET', `/cameras?limit=10&offset=${offset}`)).json();
    const pages = await Promise.all([0, 10, 20, 30].map(page));
    const ids = pages.flatMap((part) => part.cameras.map(({ id }: { id: string }) => id));
    expect(ids).toEqual(cameras.all.map(({ id }) => id));
    expect(pages.map(({ total }) => total)).toEqual([28, 28, 28, 28]);
  });

  it('is filtered by what is enabled and what records, and its total too', async () => {
    const { call } = givenServer();
    const total = async (query: string) => (await call('GET', `/cameras?limit=1&${query}`)).json().total;
    expect(await total('enabled=false')).toBe(2);
    expect(await total('enabled=false&recording=true')).toBe(0);
    expect((await total('recording=true')) + (await total('recording=false'))).toBe(28);
  });

  it('shows a manual recording', async () => {
    const { call, cameras, clock } = givenServer();
    const idle = (await call('GET', '/cameras?recording=false&enabled=true')).json().cameras[0];
    await call('POST', `/cameras/${idle.id}/recordings/start`, { durationSeconds: 60 });
    clock.advance(1);
    const detail = (await call('GET', `/cameras/${idle.id.toUpperCase()}`)).json();
    expect(detail).toMatchObject({ ...idle, recording: true });
    expect(detail.streamUrls.recorded).toMatch(`/api/rest/v1/cameras/${idle.id}/video`);
    expect(cameras.get(idle.id).name).toBe(idle.name);
  });

  it.each(['limit=0', 'limit=1001', 'limit=x', 'offset=-1', 'enabled=yes', 'recording=1'])(
    'refuses %s',
    async (query) => {
      const { call } = givenServer();
      expect((await call('GET', `/cameras?${query}`)).json()).toEqual(error(400));
    },
  );
});

describe('recording on demand', () => {
  it('starts, tells how far it is, and stops', async () => {
    const { call, clock } = givenServer();
    const order = { durationSeconds: 900, triggerBy: 'user_dashboard', description: 'test' };
    const started = (await call('POST', `${FIRST}/recordings/start`, order)).json();
    expect(started).toMatchObject({
      cameraId: FIRST.slice(9),
      startTime: '2026-03-01T12:34:56.789Z',
      estimatedEndTime: '2026-03-01T12:49:56.789Z',
      status: 'recording',
    });
    clock.advance(245.2);
    expect((await call('GET', `${FIRST}/recordings/status`)).json()).toEqual({
      isRecording: true,
      currentRecording: {
        recordingId: started.recordingId,
        startTime: started.startTime,
        elapsedSeconds: 245,
        remainingSeconds: 655,
      },
    });
    const { recordingId } = started;
    const stop = () => call('POST', `${FIRST}/recordings/stop`, { recordingId });
    expect((await stop()).json()).toEqual({ recordingId, actualDuration: 245, status: 'stopped' });
    expect((await stop()).json()).toEqual(error(404));
    expect((await call('GET', `${FIRST}/recordings/status`)).json()).toEqual({ isRecording: false });
  });

  it('refuses a second one, an unknown camera, a disabled camera and bad durations', async () => {
    const { call, cameras } = givenServer();
    const start = async (path: string, durationSeconds: unknown) =>
      (await call('POST', `${path}/recordings/start`, { durationSeconds })).statusCode;
    const disabled = cameras.all.find(({ disabledSince }) => disabledSince !== undefined);
    expect(await start(FIRST, 60)).toBe(200);
    expect(await start(FIRST, 60)).toBe(409);
    expect(await start('/cameras/none', 60)).toBe(404);
    expect(await start(`/cameras/${disabled?.id}`, 60)).toBe(400);
    for (const duration of [0, -1, 1.5, 'abc', 86_401]) expect(await start(FIRST, duration)).toBe(400);
  });
});

describe('the sequences', () => {
  it('come as the contract says, with the gaps between them', async () => {
    const { call } = givenServer();
    const { cameraId, sequences, gaps, metadata } = (await call('GET', `${FIRST}/sequences?${DAY}`)).json();
    expect(cameraId).toBe(FIRST.slice(9));
    expect(metadata).toEqual({
      recordingServer: 'Recording Server 1',
      storageLocation: 'SAN-01',
      retentionDays: 7,
    });
    expect(sequences.at(-1)).toEqual({
      quality: 'high',
      fps: 15,
      resolution: '640x360',
      sequenceId: expect.stringMatching(/^seq_01_/),
      startTime: expect.any(String),
      endTime: '2026-03-01T12:34:56.789Z',
      durationSeconds: expect.any(Number),
      available: true,
      sizeBytes: expect.any(Number),
    });
    expect(gaps).toContainEqual({
      startTime: '2026-03-01T03:00:00.000Z',
      endTime: '2026-03-01T03:20:00.000Z',
      reason: 'scheduled_maintenance',
    });
  });

  it.each([
    '',
    'startTime=2026-03-01T00:00:00Z',
    'startTime=yesterday&endTime=2026-03-02T00:00:00Z',
    'startTime=2026-03-02T00:00:00Z&endTime=2026-03-01T00:00:00Z',
    'startTime=2026-03-01T00:00:00Z&endTime=2026-03-01T00:00:00Z',
    'startTime=2024-03-01T00:00:00Z&endTime=2026-03-01T00:00:00Z',
  ])('are refused for "%s"', async (query) => {
    const { call } = givenServer();
    expect((await call('GET', `${FIRST}/sequences?${query}`)).json()).toEqual(error(400));
  });
});

describe('video and snapshots', () => {
  it.each([
    ['video', 400],
    ['video?time=now', 400],
    ['video?time=2026-03-01T12:00:00Z&speed=3', 400],
    ['video?time=2026-03-01T12:00:00Z&speed=0', 400],
    ['video?time=2026-03-01T12:00:00Z&format=avi', 400],
    ['video?time=2026-03-01T12:00:00Z&format=webrtc', 501],
    ['video?time=2026-03-01T13:00:00Z', 404],
    ['video?time=2020-03-01T13:00:00Z&speed=-1', 404],
    ['snapshots?time=2026-03-01T03:10:00Z', 404],
    ['snapshots', 400],
  ])('answer %s with %i', async (path, status) => {
    const { call } = givenServer();
    expect((await call('GET', `${FIRST}/${path}`)).json()).toEqual(error(status));
  });

  it('are served at the speeds that this VMS has, and refused at others', async () => {
    const { call } = givenServer({ speeds: [1] });
    const video = async (speed: number) =>
      (await call('GET', `${FIRST}/video?time=2026-03-01T12:00:00Z&speed=${speed}`)).statusCode;
    expect(await video(1)).toBe(503); // no stream is free
    expect(await video(-1)).toBe(400);
    expect(await video(2)).toBe(400);
  });

  it('say when to come back once every stream is taken', async () => {
    const { call, log } = givenServer();
    const answer = await call('GET', `${FIRST}/video?time=2026-03-01T12:00:00Z`);
    expect(answer.json()).toEqual(error(503));
    expect(answer.headers['retry-after']).toBe('2');
    expect(log).toEqual([]);
  });
});

describe('any other call', () => {
  it('is answered as JSON too', async () => {
    const { app, call } = givenServer();
    expect((await call('GET', '/nothing')).json()).toEqual(error(404));
    const headers = { 'content-type': 'application/json' };
    const broken = { method: 'POST', url: '/api/rest/v1/login', headers, payload: '{' } as const;
    expect((await app.inject(broken)).json()).toEqual(error(400));
  });
});
