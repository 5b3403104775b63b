import { describe, expect, it } from 'vitest';
import { failureOf } from '../testing/given.ts';
import { CAMERA_ID, deviceStatus, givenXProtect, json } from './testing/scripted-xprotect.ts';
import { camera, parent } from './testing/site.ts';

const page = { limit: 100, offset: 0 };

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
