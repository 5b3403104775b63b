import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { MilestoneConfig } from '../../config.ts';
import { FakeClock } from '../../testing/fake-clock.ts';
import { failureOf } from '../../testing/given.ts';
import { event } from '../testing/scripted-events.ts';
import { CAMERA_ID, deviceStatus, fault, givenXProtect, soap } from '../testing/scripted-xprotect.ts';

const STARTED = 'dd3e6464-7dc0-405a-a92f-6150587563e8';
const STOPPED = '0ee90664-2924-42a0-a816-4129d0ecabdc';
const FAILED = 'a334af1c-4b4b-4957-9e5f-ab8ca07feab6';
const RECORDING = '4577f552-765a-438c-bc7d-e5ff1f754bc3';
const NOT_RECORDING = '79a94f89-92de-4fca-8a43-5561d407423d';
const MOTION = '6eb95dd6-7ccc-4bce-99f8-af0d0b582d77';

const well = [event('s1', CAMERA_ID, STARTED), event('s2', CAMERA_ID, NOT_RECORDING)];
const anew = (condition: object) => ({ kind: 'anew', cameras: [{ deviceId: CAMERA_ID, ...condition }] });
const changed = (condition: object) => ({
  kind: 'changed',
  cameras: [{ deviceId: CAMERA_ID, ...condition }],
});
const lost = (kind: string) => ({ kind: 'lost', error: expect.objectContaining({ kind }) });

const PAUSE_MS = 10;
const LOOK_MS = 5_000;
const PING_MS = 10_000;

/** Who follows the one camera of a scripted VMS; its first connection is made when it reads. */
async function givenReader(changes: Partial<MilestoneConfig> = {}, { autoPong = true } = {}) {
  const clock = new FakeClock();
  const config = { retryDelayMs: PAUSE_MS, retryAttempts: 1, ...changes };
  const given = await givenXProtect(config, { clock, random: () => 1, autoPong });
  const { vms, client } = given;
  vms.events.states = well;
  vms.on('GetRecorderStatus', soap('GetRecorderStatus', '<GetRecorderStatusResult />'));
  vms.on('GetCurrentDeviceStatus', deviceStatus('Started'));
  const leaving = new AbortController();
  const news = await client.followCameras({ signal: leaving.signal });
  const reader = news[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => (await reader.next()).value;
  /** Lets it wait for this long. */
  const pause = async (ms: number) => {
    await clock.awaited(ms);
    clock.advance(ms);
  };
  return { ...given, clock, events: vms.events, next, pause, leaving };
}
type Given = Awaited<ReturnType<typeof givenReader>>;

/** One that has heard how the camera is. */
async function givenListener(...parameters: Parameters<typeof givenReader>): Promise<Given> {
  const given = await givenReader(...parameters);
  expect(await given.next()).toMatchObject({ kind: 'anew' });
  return given;
}

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

describe('a connection that breaks', () => {
  it('is made again, and goes on behind the last event with what was missed', async () => {
    const { events, next, pause } = await givenListener();
    events.push(event('e1', CAMERA_ID, RECORDING));
    await next();
    events.answers.set('startSession', () => ({ status: 200, sessionId: 'session-1' }));
    events.breakOff();
    await pause(PAUSE_MS);

    await expect.poll(() => events.asked('startSession')).toHaveLength(2);
    events.push(event('e2', CAMERA_ID, NOT_RECORDING));

    expect(await next()).toEqual(changed({ recording: false }));
    expect(events.asked('startSession')[1]).toMatchObject({ sessionId: 'session-1', eventId: 'e1' });
    expect(events.asked('addSubscription')).toHaveLength(1);
    expect(events.asked('getState')).toHaveLength(1);
  });

  it('asks for the states where no event says from where to go on', async () => {
    const { events, next, pause } = await givenListener();
    events.answers.set('startSession', () => ({ status: 200, sessionId: 'session-1' }));
    events.states = [event('s3', CAMERA_ID, RECORDING)];
    events.breakOff();
    await pause(PAUSE_MS);

    expect(await next()).toEqual(changed({ recording: true }));
    expect(events.asked('addSubscription')).toHaveLength(1);
  });

  it('asks for the states too where it was lost meanwhile', async () => {
    const { events, next, pause } = await givenListener();
    events.push(event('e1', CAMERA_ID, RECORDING));
    await next();
    events.answers.set('startSession', () => ({ status: 200, sessionId: 'session-1' }));
    events.refusals.push('503 Service Unavailable');
    events.breakOff();
    await pause(PAUSE_MS);
    expect(await next()).toEqual(lost('unavailable'));
    await pause(2 * PAUSE_MS);

    expect(await next()).toEqual(anew({ state: 'online', recording: false }));
    expect(events.asked('addSubscription')).toHaveLength(1);
  });

  it.each([201, 200])('begins anew where the VMS gives another session, with status %d', async (status) => {
    const { events, next, pause } = await givenListener();
    events.push(event('e1', CAMERA_ID, RECORDING));
    await next();
    events.answers.set('startSession', () => ({ status, sessionId: 'session-9' }));
    events.breakOff();
    await pause(PAUSE_MS);

    expect(await next()).toEqual(anew({ state: 'online', recording: false }));
    expect(events.asked('addSubscription')).toHaveLength(2);
  });

  it('begins anew after the time for which the VMS keeps a session', async () => {
    const { clock, events, next, pause } = await givenListener();
    events.push(event('e1', CAMERA_ID, RECORDING));
    await next();
    events.refusals.push('503 Service Unavailable\r\nRetry-After: 30');
    events.breakOff();
    await pause(PAUSE_MS);
    expect(await next()).toEqual(lost('unavailable'));
    await clock.awaited(30_000);
    clock.advance(30_000);

    expect(await next()).toEqual(anew({ state: 'online', recording: false }));
    expect(events.asked('startSession')[1]).toMatchObject({ sessionId: '', eventId: '' });
  });

  it('takes the token of the day', async () => {
    const { client, events, next, pause } = await givenListener();
    await client.refreshToken();
    events.breakOff();
    await pause(PAUSE_MS);

    await next();
    const [first, second] = events.upgrades.map(({ headers }) => headers.authorization);
    expect(second).toMatch(/^Bearer eyJ/);
    expect(second).not.toBe(first);
  });

  it.each([
    'no JSON',
    '[]',
    '{"events":"none"}',
    '{"events":[{"id":"e1"}]}',
    '{"commandId":7,"status":"good"}',
  ])('is hung up on where what it brings can not be read: %s', async (frame) => {
    const { events, next, pause, log } = await givenListener();
    events.push(event('e1', CAMERA_ID, RECORDING));
    await next();

    events.write(frame);
    await pause(PAUSE_MS);

    expect(await next()).toEqual(anew({ state: 'online', recording: false }));
    expect(events.asked('startSession')[1]).toMatchObject({ sessionId: '', eventId: '' });
    expect(log.join()).toMatch(/can not be read/);
  });

  it('is not taken for broken by frames of releases to come', async () => {
    const { events, next } = await givenListener();

    events.write('{"alarms":[]}');
    events.push(event('e1', CAMERA_ID, RECORDING));

    expect(await next()).toEqual(changed({ recording: true }));
  });

  it('is given up where it gives no sign of life', async () => {
    const { events, next, clock, pause, log } = await givenListener({}, { autoPong: false });
    await clock.awaited(PING_MS);
    clock.advance(PING_MS);
    await clock.awaited(PING_MS);
    clock.advance(PING_MS);
    await pause(PAUSE_MS);
    await next();

    expect(events.upgrades).toHaveLength(2);
    expect(log.join()).toMatch(/no sign of life/);
  });
});

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

const LOGIN =
  '<LoginResult><TimeToLive><MicroSeconds>14400000000</MicroSeconds></TimeToLive><Token>TOKEN#1#host//x#</Token></LoginResult>';

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
