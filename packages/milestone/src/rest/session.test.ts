import { describe, expect, it } from 'vitest';
import { deferred } from '../testing/deferred.ts';
import { CAMERA, CAMERAS, failureOf, given, PASSWORD, RECORDINGS } from '../testing/given.ts';
import { type Handler, json } from '../testing/scripted-vms.ts';

const page = { limit: 10, offset: 0 };
const start = { deviceId: CAMERA.id, durationSeconds: 900, triggeredBy: 'op' };
const started = {
  recordingId: 'rec_1',
  cameraId: CAMERA.id,
  startTime: '2026-03-01T12:00:00Z',
  estimatedEndTime: '2026-03-01T12:15:00Z',
  status: 'recording',
};

describe('the session of the rest dialect', () => {
  it('logs in once for 1,000 first calls at the same time', async () => {
    const { client, vms } = await given();

    const pages = await Promise.all(Array.from({ length: 1000 }, () => client.listCameras(page)));

    expect(pages.every(({ total }) => total === 1)).toBe(true);
    expect(vms.calls('POST /login').map(({ body }) => body)).toEqual([
      { username: 'gateway', password: PASSWORD },
    ]);
  });

  it('renews the token by /login/refresh before it expires', async () => {
    const { client, vms, clock } = await given();
    await client.login();
    const renewing = deferred<() => void>();
    vms.once('POST /login/refresh', (response, request) => {
      vms.tokens.add('renewed');
      renewing.resolve(() => json({ token: 'renewed', expires_in: 3600 })(response, request));
    });

    clock.advance(0.8 * 3_600_000);
    await client.listCameras(page);
    const answer = await renewing.promise;
    const renewed = client.refreshToken();
    answer();
    await renewed;
    await client.listCameras(page);

    expect(vms.calls('POST /login')).toHaveLength(1);
    expect(vms.calls('POST /login/refresh').map(({ token }) => token)).toEqual(['token-1']);
    expect(vms.calls(`GET ${CAMERAS}`).map(({ token }) => token)).toEqual(['token-1', 'renewed']);
  });

  it('announces no body where it sends none', async () => {
    const { client, vms } = await given();
    await client.login();
    await client.refreshToken();

    expect(vms.seen.map(({ headers }) => headers['content-type'])).toEqual(['application/json', undefined]);
  });

  it('trusts no token longer than MILESTONE_SESSION_TIMEOUT', async () => {
    const { client, vms, clock } = await given({ sessionTimeoutMs: 60_000 });
    await client.login();
    clock.advance(60_000);

    await client.listCameras(page);

    expect(vms.calls('POST /login')).toHaveLength(2);
  });

  it('loses none of 50 calls when the VMS forgets every token, and logs in once', async () => {
    const { client, vms } = await given();
    await client.login();
    vms.expireTokens();

    const pages = await Promise.all(Array.from({ length: 50 }, () => client.listCameras(page)));

    expect(pages).toHaveLength(50);
    expect(vms.calls('POST /login')).toHaveLength(2);
  });

  it('keeps the fresh token when an old 401 comes late', async () => {
    const { client, vms } = await given();
    await client.login();
    const late: (() => void)[] = [];
    const hold: Handler = (response, request) => late.push(() => json({}, 401)(response, request));
    vms.once(`GET ${CAMERAS}`, hold, json({}, 401));
    const [slow] = [client.listCameras(page), await client.listCameras(page)];

    for (const answer of late) answer();
    await slow;

    expect(late).toHaveLength(1);
    expect(vms.calls('POST /login')).toHaveLength(2);
  });

  it('starts a recording once although the token had died', async () => {
    const { client, vms } = await given();
    await client.login();
    vms.expireTokens();
    vms.on(`POST ${RECORDINGS}/start`, json(started));

    await client.startRecording(start);

    expect(vms.calls(`POST ${RECORDINGS}/start`).map(({ token }) => token)).toEqual(['token-1', 'token-2']);
  });

  it('gives up when the VMS refuses the token it has just given', async () => {
    const { client, vms } = await given();
    vms.on(`GET ${CAMERAS}`, json({}, 401));

    await expect(client.listCameras(page)).rejects.toMatchObject({ kind: 'credentials-refused' });
    expect(vms.calls(`GET ${CAMERAS}`)).toHaveLength(2);
  });

  it('tries a wrong password once, names the variables and tells neither password nor token', async () => {
    const { client, vms } = await given();
    vms.on('POST /login', json({ error: `wrong password ${PASSWORD}` }, 401));

    const failures = await Promise.all([1, 2, 3].map(() => failureOf(client.listCameras(page))));
    failures.push(await failureOf(client.login()));

    expect(vms.calls('POST /login')).toHaveLength(1);
    for (const failure of failures) {
      expect(failure).toMatchObject({
        kind: 'credentials-refused',
        retryAfterSeconds: 30,
        message: expect.stringContaining('MILESTONE_PASSWORD'),
      });
      expect(JSON.stringify(failure) + String(failure)).not.toContain(PASSWORD);
    }
  });

  it('works again once the password is right', async () => {
    const { client, vms, clock } = await given();
    vms.once('POST /login', json({}, 401));
    await failureOf(client.login());

    clock.advance(30_000);

    await expect(client.listCameras(page)).resolves.toMatchObject({ total: 1 });
  });

  it('logs in again when the VMS does not know the refresh', async () => {
    const { client, vms } = await given();
    await client.login();
    vms.once('POST /login/refresh', json({}, 404));

    await client.refreshToken();

    expect(vms.calls('POST /login')).toHaveLength(2);
  });

  it('tries the login again while the VMS is starting up, even before a recording', async () => {
    const { client, vms, clock } = await given();
    vms.once('POST /login', json({}, 503));
    vms.on(`POST ${RECORDINGS}/start`, json(started));

    const recording = client.startRecording(start);
    await clock.awaited(500);
    clock.advance(500);

    await expect(recording).resolves.toMatchObject({ recordingId: 'rec_1' });
  });

  it('says so when nothing at the address knows a login', async () => {
    const { client, vms } = await given();
    vms.on('POST /login', json({}, 404));

    await expect(client.login()).rejects.toMatchObject({
      kind: 'protocol',
      message: expect.stringContaining('MILESTONE_BASE_URL'),
    });
  });

  it('ends the session at the VMS, and begins another when needed', async () => {
    const { client, vms } = await given();
    await client.login();
    await client.logout();
    expect(vms.calls('POST /logout').map(({ token }) => token)).toEqual(['token-1']);

    await client.login();

    expect(vms.calls('POST /login')).toHaveLength(2);
  });
});
