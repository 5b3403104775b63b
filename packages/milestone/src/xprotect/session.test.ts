import { describe, expect, it } from 'vitest';
import { failureOf } from '../testing/given.ts';
import { CAMERA_ID, fault, givenXProtect, json, PASSWORD } from './testing/scripted-xprotect.ts';
import { camera, isRecording, lastHour, started } from './testing/site.ts';

const page = { limit: 100, offset: 0 };

describe('the login', () => {
  it('posts the account as a form, encoded, once for 1,000 first calls', async () => {
    const { client, vms } = await givenXProtect();

    await Promise.all(
      Array.from({ length: 500 }, () => [client.login(), client.maxRecordingSeconds(CAMERA_ID)]).flat(),
    );

    const [login, ...others] = vms.calls('token');
    expect(others).toEqual([]);
    expect(login?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(login?.body.trim()))).toEqual({
      grant_type: 'password',
      username: 'gateway',
      password: PASSWORD,
      client_id: 'GrantValidatorClient',
    });
    expect(vms.calls('Login')).toHaveLength(1);
    expect(vms.calls('Login')[0]?.headers.authorization).toBe('Bearer eyJ.access.1');
  });

  it.each([
    [
      json({ error: 'invalid_grant', error_description: 'invalid_username_or_password' }, 400),
      /MILESTONE_PASSWORD/,
    ],
    [json({ error: 'invalid_grant', error_code: 'LockedOut' }, 400), /locked/],
    [{ status: 401, body: '' }, /401/],
  ])('that is refused is tried once, and then not for a while', async (refusal, words) => {
    const { client, vms } = await givenXProtect();
    vms.on('token', refusal);

    const failures = await Promise.all([1, 2, 3].map(() => failureOf(client.login())));
    const later = await failureOf(client.listCameras(page));

    for (const failure of [...failures, later]) {
      expect(failure).toMatchObject({ kind: 'credentials-refused', message: expect.stringMatching(words) });
      expect(String(failure)).not.toContain(PASSWORD);
    }
    expect(vms.calls('token')).toHaveLength(1);
  });

  it('is repeated while the gateway answers with a page instead of an answer', async () => {
    const { client, vms } = await givenXProtect();
    vms.once('token', { status: 502, type: 'text/html', body: '<html>Bad Gateway</html>' });

    await client.login();

    expect(vms.calls('token')).toHaveLength(2);
  });

  it('at an address without an Identity Provider says what to check', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('token', { status: 404, body: '' });

    expect(await failureOf(client.login())).toMatchObject({
      kind: 'protocol',
      message: expect.stringContaining('MILESTONE_BASE_URL'),
    });
  });

  it('is renewed for the recorder with the token that is about to end', async () => {
    const { client, vms } = await givenXProtect();
    await client.login();
    await client.refreshToken();

    const [first, second] = vms.calls('Login').map(({ body }) => ({
      instance: /<instanceId>(.*?)</.exec(body)?.[1],
      current: /<currentToken>(.*?)</.exec(body)?.[1],
    }));
    expect(first?.current).toBe('');
    expect(second?.instance).toBe(first?.instance);
    expect(second?.current).toMatch(/^TOKEN#/);
  });
});

describe('a token that ended', () => {
  it('at the recorder costs one login and one repetition of the call, whatever the call is', async () => {
    const { client, vms } = await givenXProtect();
    vms.on(
      `cameras/${CAMERA_ID}`,
      json({ data: camera(CAMERA_ID, { manualRecordingTimeoutEnabled: false }) }),
    );
    vms.on('IsManualRecording', isRecording(false));
    vms.on('StartManualRecording', started(0));
    vms.once('StartManualRecording', fault('Security token invalid', 2));

    await client.startRecording({ deviceId: CAMERA_ID, durationSeconds: 900, triggeredBy: 'test' });

    expect(vms.calls('StartManualRecording')).toHaveLength(2);
    expect(vms.calls('Login')).toHaveLength(2);
  });

  it('at the gateway too: both are fetched anew, and the call comes through', async () => {
    const { client, vms } = await givenXProtect();
    await client.login();
    vms.once('SequencesGet', fault('Token invalid', 2));
    vms.once('Login', { status: 401, body: '' });

    await expect(client.querySequences(lastHour)).resolves.toHaveProperty('sequences');
    expect(vms.calls('token')).toHaveLength(2);
  });
});
