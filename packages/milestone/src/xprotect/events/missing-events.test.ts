import { describe, expect, it } from 'vitest';
import {
  anew,
  changed,
  type Given,
  givenReader,
  LOOK_MS,
  lost,
  PAUSE_MS,
  RECORDING,
  well,
} from '../testing/given-events.ts';
import { event } from '../testing/scripted-events.ts';
import { CAMERA_ID, deviceStatus, soap } from '../testing/scripted-xprotect.ts';

const LOGIN =
  '<LoginResult><TimeToLive><MicroSeconds>14400000000</MicroSeconds></TimeToLive><Token>TOKEN#1#host//x#</Token></LoginResult>';

describe('events that can not be had now', () => {
  it('are told once to be lost, and come anew', async () => {
    const { events, next, pause, reports } = await givenReader();
    events.refusals.push('503 Service Unavailable', '503 Service Unavailable');
    expect(await next()).toEqual(lost('unavailable'));

    await pause(PAUSE_MS);
    await pause(2 * PAUSE_MS);

    expect(await next()).toEqual(anew({ state: 'online', recording: false }));
    expect(reports.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
      'followCameras unavailable',
      'followCameras unavailable',
      'followCameras ok',
    ]);
  });

  it('are told to be lost where the network does not get through', async () => {
    const { vms, next } = await givenReader();
    await vms.close();

    expect(await next()).toEqual(lost('unavailable'));
  });

  it('cost a token that is refused a second one', async () => {
    const { events, next, vms } = await givenReader();
    events.refusals.push('401 Unauthorized');

    expect(await next()).toEqual(anew({ state: 'online', recording: false }));
    expect(vms.calls('token')).toHaveLength(2);
  });

  it.each<[string, (given: Given) => void]>([
    ['the upgrade', ({ events }) => events.refusals.push('401 Unauthorized', '401 Unauthorized')],
    ['the session', ({ events }) => void events.answers.set('startSession', () => ({ status: 401 }))],
  ])('are lost where %s refuses both', async (_what, script) => {
    const given = await givenReader();
    script(given);

    expect(await given.next()).toEqual(lost('credentials-refused'));
    expect(given.vms.calls('token')).toHaveLength(2);
    expect(given.log.join()).not.toContain('eyJ');
  });

  it('are lost where the VMS does not answer in time, or not as agreed', async () => {
    const { events, next, pause } = await givenReader({ requestTimeoutMs: 7_000 });
    const asked = (times: number) =>
      expect.poll(() => events.commands.filter(({ command }) => command === 'getState')).toHaveLength(times);
    events.answers.set('getState', () => undefined);
    const first = next();
    await asked(1);
    await pause(7_000);
    expect(await first).toEqual(lost('unavailable'));

    events.answers.set('getState', () => ({ status: 200, states: 'many' }));
    await pause(PAUSE_MS);
    await asked(2);
    events.answers.delete('getState');
    await pause(2 * PAUSE_MS);

    expect(await next()).toMatchObject({ kind: 'anew' });
  });
});

describe('more events than can be kept while it is asked how the cameras are', () => {
  it('are lost', async () => {
    const { events, next } = await givenReader();
    const flood = Array.from({ length: 50_001 }, (_, id) => ({ id: `${id}`, source: '', type: '' }));
    events.answers.set('getState', () => {
      events.push(...flood);
      return { status: 200, states: well };
    });

    expect(await next()).toEqual(lost('unavailable'));
  });
});

describe('a VMS without events', () => {
  it.each<[string, (given: Given) => void]>([
    ['does not know them', ({ events }) => events.refusals.push('404 Not Found', '404 Not Found')],
    ['does not show them to us', ({ events }) => events.refusals.push('403 Forbidden', '403 Forbidden')],
    ['refuses them', ({ events }) => void events.answers.set('getState', () => ({ status: 403 }))],
  ])('%s: its recorders are asked instead, and events tried again later', async (_what, script) => {
    const given = await givenReader();
    const { vms, events, next, clock } = given;
    script(given);
    expect(await next()).toEqual(anew({ state: 'online', recording: false }));

    vms.on('GetCurrentDeviceStatus', deviceStatus('ErrorNoConnection'));
    await clock.awaited(LOOK_MS);
    clock.advance(LOOK_MS);
    expect(await next()).toEqual(changed({ state: 'offline' }));

    events.answers.clear();
    await clock.awaited(LOOK_MS);
    clock.advance(300_000);
    await expect.poll(() => events.upgrades).toHaveLength(2);
  });

  it('for a while has its recorders asked after three connections that could not be made, until there are events', async () => {
    const { vms, events, next, pause, clock } = await givenReader();
    const away = '503 Service Unavailable';
    events.refusals.push(away, away, away, away);
    expect(await next()).toEqual(lost('unavailable'));
    await pause(PAUSE_MS);
    await pause(2 * PAUSE_MS);
    expect(await next()).toEqual(anew({ state: 'online', recording: false }));
    vms.on('GetCurrentDeviceStatus', deviceStatus('ErrorNoConnection'));
    await pause(LOOK_MS);
    expect(await next()).toEqual(changed({ state: 'offline' }));

    await clock.awaited(LOOK_MS);
    clock.advance(60_000);
    await expect.poll(() => events.upgrades).toHaveLength(4);
    vms.on('GetCurrentDeviceStatus', deviceStatus('Started'));
    await pause(LOOK_MS);
    expect(await next()).toEqual(changed({ state: 'online' }));
    await clock.awaited(LOOK_MS);
    clock.advance(60_000);

    await expect.poll(() => events.upgrades).toHaveLength(5);
    expect(await next()).toEqual(anew({ state: 'online', recording: false }));
    events.push(event('e1', CAMERA_ID, RECORDING));
    expect(await next()).toEqual(changed({ recording: true }));
  });

  it('that gives no session loses no camera', async () => {
    const { vms, events, next, clock } = await givenReader();
    events.refusals.push('404 Not Found');
    vms.on('Login', { status: 503, body: '' });

    expect(await next()).toEqual(lost('unavailable'));
    await clock.awaited(LOOK_MS);
    clock.advance(LOOK_MS);
    await clock.awaited(LOOK_MS);
    vms.on('Login', soap('Login', LOGIN));
    clock.advance(LOOK_MS);

    expect(await next()).toEqual(anew({ state: 'online', recording: false }));
  });
});
