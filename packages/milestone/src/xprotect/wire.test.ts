import { describe, expect, it } from 'vitest';
import { failureOf } from '../testing/given.ts';
import {
  CAMERA_ID,
  deviceStatus,
  fault,
  givenXProtect,
  json,
  PASSWORD,
  sequences,
  soap,
} from './testing/scripted-xprotect.ts';

const page = { limit: 100, offset: 0 };
const parent = (id: string) => ({ parent: { type: 'hardware', id } });
const camera = (id: string, fields: Record<string, unknown> = {}) => ({
  id,
  name: id,
  enabled: true,
  relations: parent('hw-1'),
  ...fields,
});

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

describe('cameras', () => {
  it('are read page by page until one brings nothing new, each once, though pages shift', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('cameras pages', json({}));
    const pages = [['a', 'b'], ['b', 'c'], ['c']];
    vms.on('cameras', (query) => {
      const ids = pages[Number(/page=(\d+)/.exec(query)?.[1])] ?? [];
      return json({ array: ids.map((id) => camera(id)) });
    });

    const { cameras, total } = await client.listCameras({ limit: 2, offset: 0 });
    const second = await client.listCameras({ limit: 2, offset: 2 });

    expect({ total, ids: [...cameras, ...second.cameras].map(({ deviceId }) => deviceId) }).toEqual({
      total: 3,
      ids: ['a', 'b', 'c'],
    });
    expect(vms.calls('cameras')[0]?.body).toContain('?disabled&page=0');
  });

  it('may tell booleans and numbers as texts, or not at all', async () => {
    const { client, vms } = await givenXProtect();
    const told = { enabled: 'False', ptzEnabled: 'True', manualRecordingTimeoutMinutes: '15', channel: '2' };
    vms.on('cameras', json({ array: [camera('old', told), { nonsense: true }, camera('new')] }));
    vms.on('cameras/old', json({ data: camera('old', told) }));

    const { cameras } = await client.listCameras(page);

    expect(cameras).toMatchObject([
      {
        deviceId: 'old',
        enabled: false,
        ptz: { pan: true, tilt: true, zoom: true },
        metadata: { channel: 2 },
      },
      { deviceId: 'new', enabled: true, ptz: { pan: false, tilt: false, zoom: false } },
    ]);
    await expect(client.maxRecordingSeconds('old')).resolves.toBe(900);
  });

  it.each([
    [['Started', 'Recording'], { state: 'online', recording: true }],
    [['Started', 'ErrorNoConnection'], { state: 'offline', recording: false }],
    [[], { state: 'offline', recording: false }],
    [['Started', 'ErrorNotLicensed'], { state: 'error', recording: false }],
    [['Started', 'Error'], { state: 'error', recording: false }],
  ])('with %j have the condition %j', async (flags, condition) => {
    const { client, vms } = await givenXProtect();
    vms.on('GetCurrentDeviceStatus', deviceStatus(...flags));

    await expect(client.getCamera(CAMERA_ID)).resolves.toMatchObject(condition);
  });

  it('of a recorder that is down are offline, and the others are listed all the same', async () => {
    const { client, vms } = await givenXProtect({ retryAttempts: 1 });
    const lost = { id: 'rs-2', name: 'Lost', webServerUri: 'http://127.0.0.1:9/' };
    const here = { id: 'rs-1', name: 'Here', webServerUri: vms.url };
    vms.on('recordingServers', json({ array: [here, lost] }));
    const hardware = [1, 2].map((number) => ({ id: `hw-${number}`, relations: parent(`rs-${number}`) }));
    vms.on('hardware', json({ array: hardware }));
    vms.on('cameras', json({ array: [camera(CAMERA_ID), camera('far', { relations: parent('hw-2') })] }));
    vms.on('GetCurrentDeviceStatus', deviceStatus('Started'));

    const { cameras } = await client.listCameras(page);

    expect(cameras.map(({ state, recordingServer }) => [state, recordingServer])).toEqual([
      ['online', 'Here'],
      ['offline', 'Lost'],
    ]);
  });

  it.each(['', '..', 'a/b', 'a?b', 'x'.repeat(200)])('with the id %j are not even asked for', async (id) => {
    const { client, vms } = await givenXProtect();

    expect(await failureOf(client.getCamera(id))).toMatchObject({ kind: 'not-found', missing: 'camera' });
    expect(vms.seen).toEqual([]);
  });

  it.each([
    [{ error: { httpCode: 403, details: [{ errorText: 'Not allowed.', errorTextId: 'VMO61008' }] } }],
    [{ httpCode: '403', details: [{ errorText: 'Not allowed.' }] }],
  ])('are refused in the words of the VMS, in either envelope', async (body) => {
    const { client, vms } = await givenXProtect();
    vms.on(`cameras/${CAMERA_ID}`, json(body, 403));

    expect(await failureOf(client.getCamera(CAMERA_ID))).toMatchObject({
      kind: 'refused',
      status: 403,
      message: expect.stringContaining('Not allowed.'),
    });
  });
});

type Written = Parameters<typeof sequences>[1];

const lastHour = {
  deviceId: CAMERA_ID,
  startTime: new Date('2026-03-01T12:00:00Z'),
  endTime: new Date('2026-03-01T13:00:00Z'),
};

const isRecording = (is: boolean) =>
  soap(
    'IsManualRecording',
    `<IsManualRecordingResult><ManualRecordingInfo><DeviceId>${CAMERA_ID}</DeviceId><IsManualRecording>${is}</IsManualRecording></ManualRecordingInfo></IsManualRecordingResult>`,
  );
const started = (code: number, message = 'Success') =>
  soap(
    'StartManualRecording',
    `<StartManualRecordingResult><ManualRecordingResult><DeviceId>${CAMERA_ID}</DeviceId><ResultCode>${code}</ResultCode><Message>${message}</Message></ManualRecordingResult></StartManualRecordingResult>`,
  );

describe('sequences', () => {
  it('are cropped, sorted, told once, and known by the beginning that they have without the crop', async () => {
    const { client, vms } = await givenXProtect();
    const before = ['2026-03-01T11:00:00.1234567Z', '2026-03-01T12:10:00.0000001Z'] satisfies Written;
    const within = ['2026-03-01T12:20:00Z', '2026-03-01T12:30:00'] satisfies Written;
    vms.on('SequencesGetAround', sequences('SequencesGetAround', before));
    vms.on(
      'SequencesGet',
      sequences('SequencesGet', before, within, ['2026-03-01T12:50:00Z', '2026-03-01T14:00:00Z']),
    );

    const { sequences: found, gaps } = await client.querySequences(lastHour);

    expect(found.map(({ startTime, endTime }) => [startTime.toISOString(), endTime.toISOString()])).toEqual([
      ['2026-03-01T12:00:00.000Z', '2026-03-01T12:10:00.000Z'],
      ['2026-03-01T12:20:00.000Z', '2026-03-01T12:30:00.000Z'],
      ['2026-03-01T12:50:00.000Z', '2026-03-01T13:00:00.000Z'],
    ]);
    expect(found[0]?.sequenceId).toContain('11:00:00.123Z');
    expect(gaps).toHaveLength(2);
    expect(vms.calls('SequencesGet')[0]?.body).toContain('<minTime>2026-03-01T12:00:00.000Z</minTime>');
  });

  it('may be none', async () => {
    const { client, vms } = await givenXProtect();
    for (const method of ['SequencesGet', 'SequencesGetAround']) vms.on(method, sequences(method));

    await expect(client.querySequences(lastHour)).resolves.toMatchObject({ sequences: [], gaps: [{}] });
  });

  it('are read page by page where there are many', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('SequencesGetAround', sequences('SequencesGetAround'));
    const second = (n: number) => new Date(lastHour.startTime.getTime() + n * 1000).toISOString();
    const all = Array.from(
      { length: 1500 },
      (_, n) => [second(n * 2), second(n * 2 + 1)] as [string, string],
    );
    vms.on('SequencesGet', (body) => {
      const from = /<minTime>(.*?)</.exec(body)?.[1] ?? '';
      // A recorder gives what reaches into the window, so the last one of a page comes again.
      return sequences('SequencesGet', ...all.filter(([, end]) => end >= from.slice(0, 19)).slice(0, 1000));
    });

    expect((await client.querySequences(lastHour)).sequences).toHaveLength(1500);
    expect(vms.calls('SequencesGet').length).toBeLessThanOrEqual(3);
  });
});

describe('manual recording', () => {
  const ask = { deviceId: CAMERA_ID, durationSeconds: 900, triggeredBy: 'omar' };
  const limited = (fields: object) => json({ data: camera(CAMERA_ID, { ...fields }) });

  it('is refused beforehand where the camera would end it early, with the reason', async () => {
    const { client, vms } = await givenXProtect();
    vms.on(
      `cameras/${CAMERA_ID}`,
      limited({ manualRecordingTimeoutEnabled: true, manualRecordingTimeoutMinutes: 5 }),
    );

    expect(await failureOf(client.startRecording(ask))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('after 5 min'),
    });
    expect(vms.calls('StartManualRecording')).toEqual([]);
  });

  it('is never started before the VMS was asked whether it runs, nor when it does', async () => {
    const { client, vms } = await givenXProtect();
    vms.on(`cameras/${CAMERA_ID}`, limited({ manualRecordingTimeoutEnabled: false }));
    vms.on('IsManualRecording', isRecording(true));

    expect(await failureOf(client.startRecording(ask))).toMatchObject({ kind: 'conflict' });
    expect(vms.calls('StartManualRecording')).toEqual([]);
  });

  it('is not started twice, though the answer is lost', async () => {
    const { client, vms } = await givenXProtect();
    vms.on(`cameras/${CAMERA_ID}`, limited({ manualRecordingTimeoutEnabled: false }));
    vms.on('IsManualRecording', isRecording(false));
    vms.on('StartManualRecording', { status: 503, body: '' });

    expect(await failureOf(client.startRecording(ask))).toMatchObject({ kind: 'unavailable' });
    expect(vms.calls('StartManualRecording')).toHaveLength(1);
  });

  it('has the time at which it was asked for, though the answer is lost and its footage is older', async () => {
    const { client, vms } = await givenXProtect();
    vms.on(`cameras/${CAMERA_ID}`, limited({ manualRecordingTimeoutEnabled: false }));
    vms.on('IsManualRecording', isRecording(false));
    vms.on('StartManualRecording', { status: 503, body: '' });
    await failureOf(client.startRecording(ask));
    vms.on('IsManualRecording', isRecording(true));

    const status = await client.getRecordingStatus(CAMERA_ID);
    expect(status).toMatchObject({ isRecording: true, elapsedSeconds: expect.closeTo(0, 0) });
    expect(status).not.toHaveProperty('startIsGuessed');
    expect(vms.calls('SequencesGet')).toEqual([]);
  });

  it.each([
    ['the camera is switched off', { enabled: false }, started(0), /disabled/],
    ['recording is switched off', { recordingEnabled: false }, started(0), /switched off/],
    ['the recorder says so', {}, started(7, 'No disk'), /No disk/],
  ])('fails where %s', async (_what, fields, answer, words) => {
    const { client, vms } = await givenXProtect();
    vms.on(`cameras/${CAMERA_ID}`, limited({ manualRecordingTimeoutEnabled: false, ...fields }));
    vms.on('IsManualRecording', isRecording(false));
    vms.on('StartManualRecording', answer);

    expect(await failureOf(client.startRecording(ask))).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(words),
    });
  });

  it('is switched by the gateway where the release lists that task', async () => {
    const { client, vms } = await givenXProtect();
    vms.on(`cameras/${CAMERA_ID}`, (query) =>
      query.includes('tasks')
        ? json({ tasks: [{ id: 'StartRecording' }, { id: 'StopRecording' }] })
        : limited({ manualRecordingTimeoutEnabled: false }),
    );
    vms.on('IsManualRecording', isRecording(false));
    vms.on(`POST cameras/${CAMERA_ID}?task=StartRecording`, json({ result: { state: 'Success' } }));
    vms.on(`POST cameras/${CAMERA_ID}?task=StopRecording`, json({ result: { state: 'Success' } }));
    vms.once(`POST cameras/${CAMERA_ID}?task=StopRecording`, json({}, 503));

    const { recordingId } = await client.startRecording(ask);
    vms.on('IsManualRecording', isRecording(true));
    const status = await client.getRecordingStatus(CAMERA_ID);
    await client.stopRecording(CAMERA_ID, recordingId);

    expect(status).toMatchObject({ isRecording: true, recordingId });
    expect(vms.calls(`POST cameras/${CAMERA_ID}?task=StartRecording`)).toHaveLength(1);
    // What may be done to a camera is asked for once.
    expect(vms.calls(`cameras/${CAMERA_ID}`).filter(({ body }) => body.includes('tasks'))).toHaveLength(1);
    // To stop twice is to stop once.
    expect(vms.calls(`POST cameras/${CAMERA_ID}?task=StopRecording`)).toHaveLength(2);
    expect(vms.calls('StartManualRecording')).toEqual([]);
  });

  it('of somebody else has the age of the newest sequence', async () => {
    const { client, vms } = await givenXProtect();
    const begun = new Date(Date.now() - 20_000);
    vms.on('IsManualRecording', isRecording(true));
    for (const method of ['SequencesGet', 'SequencesGetAround']) {
      vms.on(method, sequences(method, [begun.toISOString(), new Date().toISOString()]));
    }

    await expect(client.getRecordingStatus(CAMERA_ID)).resolves.toMatchObject({
      isRecording: true,
      startIsGuessed: true,
      startTime: begun,
      elapsedSeconds: expect.closeTo(20, 0),
      remainingSeconds: expect.closeTo(280, 0),
    });
  });
});

describe('the picture at a moment', () => {
  const jpeg = Buffer.from([0xff, 0xd8, 1, 2]).toString('base64');
  const picture = (method: string, time: string, data = '') =>
    soap(method, `<${method}Result><Time>${time}</Time>${data && `<Data>${data}</Data>`}</${method}Result>`);
  const time = new Date('2026-03-01T12:30:00Z');

  it('is the last one before it', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('JPEGGetAtOrBefore', picture('JPEGGetAtOrBefore', '2026-03-01T12:29:59.96Z', jpeg));

    const { image, contentType } = await client.getSnapshot(CAMERA_ID, time);

    expect({ image: image.toString('base64'), contentType }).toEqual({
      image: jpeg,
      contentType: 'image/jpeg',
    });
  });

  it('is the next one where the one before is of an older sequence', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('JPEGGetAtOrBefore', picture('JPEGGetAtOrBefore', '2026-03-01T09:00:00Z', jpeg));
    vms.on('JPEGGetAtOrAfter', picture('JPEGGetAtOrAfter', '2026-03-01T12:30:00.5Z', jpeg));

    await expect(client.getSnapshot(CAMERA_ID, time)).resolves.toHaveProperty('image');
  });

  it('is none where nothing was recorded then', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('JPEGGetAtOrBefore', picture('JPEGGetAtOrBefore', '0001-01-01T00:00:00'));
    for (const method of ['SequencesGet', 'SequencesGetAround']) vms.on(method, sequences(method));

    expect(await failureOf(client.getSnapshot(CAMERA_ID, time))).toMatchObject({ missing: 'footage' });
  });
});

describe('what recorders answer', () => {
  it.each([
    [
      'a document type',
      '<!DOCTYPE x [<!ENTITY a "b">]><Envelope><Body><SequencesGetResponse/></Body></Envelope>',
    ],
    ['no XML', 'nonsense'],
    ['another call', '<Envelope><Body><OtherResponse/></Body></Envelope>'],
    [
      'no times',
      '<Envelope><Body><SequencesGetResponse><SequencesGetResult><SequenceEntry><TimeBegin>x</TimeBegin><TimeTrigged>x</TimeTrigged><TimeEnd>x</TimeEnd></SequenceEntry></SequencesGetResult></SequencesGetResponse></Body></Envelope>',
    ],
  ])('with %s is a typed error', async (_what, body) => {
    const { client, vms } = await givenXProtect();
    vms.on('SequencesGet', { type: 'text/xml', body });

    expect(await failureOf(client.querySequences(lastHour))).toMatchObject({ kind: 'protocol' });
  });

  it('as a fault is told in its words, without a token', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('SequencesGet', fault('No rights with TOKEN#1#secret#', 9));

    const failure = await failureOf(client.querySequences(lastHour));

    expect(failure).toMatchObject({ kind: 'refused', message: expect.stringContaining('No rights') });
    expect(String(failure)).not.toContain('secret');
  });
});
