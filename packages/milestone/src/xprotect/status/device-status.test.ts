import { describe, expect, it } from 'vitest';
import { failureOf } from '../../testing/given.ts';
import { CAMERA_ID, deviceStatus, fault, givenXProtect } from '../testing/scripted-xprotect.ts';

const page = { limit: 100, offset: 0 };
const away = { status: 503, body: '' };

describe('cameras of a VMS that gives no session', () => {
  it('are not offline for that: nobody knows how they are', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('GetCurrentDeviceStatus', deviceStatus('Started'));
    vms.on('Login', away);

    expect(await failureOf(client.listCameras(page))).toMatchObject({ kind: 'unavailable' });
    expect(await failureOf(client.getCamera(CAMERA_ID))).toMatchObject({ kind: 'unavailable' });
  });

  it('nor where it ended while they were asked', async () => {
    const { client, vms } = await givenXProtect();
    await client.login();
    vms.on('GetCurrentDeviceStatus', fault('Token invalid', 2));
    vms.on('Login', away);

    expect(await failureOf(client.listCameras(page))).toMatchObject({ kind: 'unavailable' });
  });
});

describe('cameras of a recorder that does not tell how they are', () => {
  it('are listed without a condition', async () => {
    const { client, vms } = await givenXProtect();
    vms.on('GetCurrentDeviceStatus', fault('No rights', 9));

    const { cameras } = await client.listCameras(page);

    expect(cameras).toMatchObject([{ deviceId: CAMERA_ID }]);
    expect(cameras[0]).not.toHaveProperty('state');
  });
});
