import { describe, expect, it } from 'vitest';
import { changed, givenListener, LOOK_MS, RECORDING } from '../testing/given-events.ts';
import { event } from '../testing/scripted-events.ts';
import { CAMERA_ID, deviceStatus, soap } from '../testing/scripted-xprotect.ts';

describe('a recorder that goes away', () => {
  it('takes its cameras with it, of which no event tells, until it is back', async () => {
    const { vms, next, pause } = await givenListener();
    vms.on('GetRecorderStatus', { status: 503, body: '' });
    await pause(LOOK_MS);
    expect(await next()).toEqual(changed({ state: 'offline' }));

    vms.on('GetRecorderStatus', soap('GetRecorderStatus', '<GetRecorderStatusResult />'));
    vms.on('GetCurrentDeviceStatus', deviceStatus('Started', 'Recording'));
    await pause(LOOK_MS);
    expect(await next()).toEqual(changed({ state: 'online', recording: true }));
  });

  it('is asked without a token: a VMS that gives none is another matter', async () => {
    const { vms, next, pause, clock } = await givenListener();
    vms.on('Login', { status: 503, body: '' });
    await pause(LOOK_MS);
    await clock.awaited(LOOK_MS);

    expect(vms.calls('GetRecorderStatus').map(({ body }) => body.includes('token'))).toEqual([false, false]);
    vms.events.push(event('e1', CAMERA_ID, RECORDING));
    expect(await next()).toEqual(changed({ recording: true }));
  });
});
