import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { failureOf } from '../../testing/given.ts';
import {
  anew,
  changed,
  FAILED,
  givenListener,
  givenReader,
  MOTION,
  NOT_RECORDING,
  RECORDING,
  STARTED,
  STOPPED,
  well,
} from '../testing/given-events.ts';
import { event } from '../testing/scripted-events.ts';
import { CAMERA_ID, deviceStatus, fault } from '../testing/scripted-xprotect.ts';

describe('following the cameras by events', () => {
  it('begins with how they are', async () => {
    const { events, next } = await givenReader();

    expect(await next()).toEqual(anew({ state: 'online', recording: false }));

    expect(events.upgrades[0]?.url).toBe('/api/ws/events/v1');
    expect(events.upgrades[0]?.headers.authorization).toMatch(/^Bearer eyJ\.access\./);
    expect(events.commands).toEqual([
      { command: 'startSession', commandId: 0, sessionId: '', eventId: '' },
      {
        command: 'addSubscription',
        commandId: 1,
        subscriptionId: '',
        filters: [
          {
            modifier: 'include',
            resourceTypes: ['cameras'],
            sourceIds: ['*'],
            eventTypes: [STARTED, STOPPED, FAILED, RECORDING, NOT_RECORDING],
          },
        ],
      },
      { command: 'getState', commandId: 2 },
    ]);
  });

  it('goes on with what happens, only with what it is', async () => {
    const { events, next } = await givenListener();

    events.push(event('e1', CAMERA_ID.toUpperCase(), RECORDING.toUpperCase()));
    expect(await next()).toEqual(changed({ recording: true }));
    events.push(
      event('e2', CAMERA_ID, MOTION),
      event('e3', CAMERA_ID, RECORDING),
      { ...event('e4', CAMERA_ID, NOT_RECORDING), source: `microphones/${CAMERA_ID}` },
      event('e5', CAMERA_ID, NOT_RECORDING),
    );
    expect(await next()).toEqual(changed({ recording: false }));
  });

  it.each([
    ['away', STOPPED, ['ErrorNoConnection'], 'offline'],
    ['away', FAILED, ['ErrorNoConnection'], 'offline'],
    ['in error', FAILED, ['Started', 'Error'], 'error'],
    ['without licence', STOPPED, ['ErrorNotLicensed'], 'error'],
    ['not noticed yet', STOPPED, ['Started'], 'offline'],
  ])('asks the recorder why a camera is gone: %s', async (_why, type, flags, state) => {
    const { vms, events, next } = await givenListener();
    vms.on('GetCurrentDeviceStatus', deviceStatus(...flags));

    events.push(event('e1', CAMERA_ID, type));

    expect(await next()).toEqual(changed({ state }));
  });

  it('takes a camera that is gone for offline where the recorder does not say', async () => {
    const { vms, events, next } = await givenListener();
    vms.on('GetCurrentDeviceStatus', fault('No.', 0));

    events.push(event('e1', CAMERA_ID, FAILED));

    expect(await next()).toEqual(changed({ state: 'offline' }));
  });

  it('asks the recorder of cameras that the events say nothing of', async () => {
    const { vms, events, next } = await givenReader();
    events.states = [];
    vms.on('GetCurrentDeviceStatus', deviceStatus('Started', 'Recording'));

    expect(await next()).toEqual(anew({ state: 'online', recording: true }));
  });

  it('begins with what happened while it asked how they are', async () => {
    const { vms, events, next } = await givenReader();
    vms.on('GetCurrentDeviceStatus', deviceStatus('ErrorNoConnection'));
    events.answers.set('getState', () => {
      events.push(event('e1', CAMERA_ID, STOPPED));
      return { status: 200, states: well };
    });

    expect(await next()).toEqual(anew({ state: 'offline', recording: false }));
  });

  it('leaves unknown what nobody says', async () => {
    const { vms, events, next } = await givenReader();
    events.states = [];
    vms.on('Login', fault('No.', 0));

    expect(await next()).toEqual(anew({}));
  });

  it('tells a slow reader the latest, not all that was between', async () => {
    const { events, next } = await givenListener();
    events.push(event('e1', CAMERA_ID, RECORDING));
    await next();

    for (const id of ['e2', 'e3', 'e4']) events.push(event(id, CAMERA_ID, NOT_RECORDING));
    events.push(event('e5', CAMERA_ID, RECORDING), event('e6', CAMERA_ID, NOT_RECORDING));
    events.push(event('e7', CAMERA_ID, STOPPED));

    const told: unknown[] = [await next()];
    while (!JSON.stringify(told).includes('offline')) told.push(await next());
    expect(told.length).toBeLessThanOrEqual(2);
    expect(Object.assign({}, ...told.flatMap((one) => Object(one).cameras))).toEqual({
      deviceId: CAMERA_ID,
      recording: false,
      state: 'offline',
    });
  });
});

describe('who leaves', () => {
  it('hangs up at once, wherever it is', async () => {
    const { events, next, leaving } = await givenListener();
    const [socket] = events.open;
    const closed = socket && once(socket, 'close');
    const reading = failureOf(next());

    leaving.abort();

    expect(await reading).toMatchObject({ kind: 'aborted' });
    await closed;
    expect(events.open.size).toBe(0);
  });

  it('hangs up while the connection is being made', async () => {
    const { events, next, leaving } = await givenReader();
    events.answers.set('startSession', () => undefined);
    const reading = failureOf(next());
    await expect.poll(() => events.commands).toHaveLength(1);

    leaving.abort();

    expect(await reading).toMatchObject({ kind: 'aborted' });
    await expect.poll(() => events.open.size).toBe(0);
  });

  it('hangs up with the client', async () => {
    const { client, events, next } = await givenListener();
    const reading = failureOf(next());

    await client.close();

    expect(await reading).toMatchObject({ kind: 'aborted' });
    await expect.poll(() => events.open.size).toBe(0);
  });
});
