import { describe, expect, it } from 'vitest';
import { EventsClient } from '../../testing/events-client.ts';
import { givenXProtect } from '../../testing/xprotect-site.ts';
import { eventTypes } from './event-types.ts';

const everything = { modifier: 'Include', resourceTypes: ['*'], sourceIds: ['*'], eventTypes: ['*'] };

/** A client with a session that hears of all cameras. */
async function givenListener() {
  const site = await givenXProtect();
  const open = () => EventsClient.open(site.simulator.url, site.accessToken);
  const client = await open();
  const { sessionId = '', status } = await client.ask('startSession', { sessionId: '', eventId: '' });
  await client.ask('addSubscription', { filters: [everything], subscriptionId: '' });
  /** Has the gateway hang up. */
  const disconnect = async (listener: EventsClient) => {
    const closed = listener.closed();
    await fetch(`${site.simulator.url}/_sim/events/disconnect`, { method: 'POST' });
    await closed;
  };
  return { ...site, open, client, sessionId, status, disconnect };
}

describe('the events WebSocket', () => {
  it('tells what happens to a camera, and how cameras are now', async () => {
    const { client, simulator, camera, status } = await givenListener();
    expect(status).toBe(201);

    simulator.changeCamera(camera(1), { state: 'offline' });

    expect(await client.events()).toEqual([
      expect.objectContaining({
        source: `cameras/${camera(1)}`,
        type: eventTypes.communicationStopped,
        time: '2026-03-01T12:34:56.789Z',
      }),
    ]);
    const { states = [] } = await client.ask('getState');
    expect(states).toHaveLength(2 * 28);
    expect(states).toContainEqual(
      expect.objectContaining({ source: `cameras/${camera(2)}`, type: eventTypes.communicationStarted }),
    );
    expect(states).toContainEqual(
      expect.objectContaining({ source: `cameras/${camera(1)}`, type: eventTypes.communicationStopped }),
    );
  });

  it('tells that a manual recording begins, and that the camera ends it by its own timeout', async () => {
    const { client, camera, clock, login, recorder } = await givenListener();
    const token = await login();
    const call = await recorder(1);
    const { states = [] } = await client.ask('getState');
    const here = [1, 2, 4, 5, 7, 8, 10, 11, 13, 14].map((number) => `cameras/${camera(number)}`);
    const quiet = states.find(
      ({ source, type }) => type === eventTypes.recordingStopped && here.includes(source),
    );
    const [, id] = quiet?.source.split('/') ?? [];
    await call('StartManualRecording', { token, deviceIds: { guid: [id] } });

    expect(await client.events()).toEqual([
      expect.objectContaining({ source: quiet?.source, type: eventTypes.recordingStarted }),
    ]);
    clock.advance(5 * 60 + 1);
    const events = await client.events();
    expect(events).toContainEqual(
      expect.objectContaining({ source: quiet?.source, type: eventTypes.recordingStopped }),
    );
  });

  it('hears only of what it subscribed to, until it no longer does', async () => {
    const { client: all, open, simulator, camera } = await givenListener();
    const client = await open();
    await client.ask('startSession');
    const include = { ...everything, eventTypes: [eventTypes.communicationStopped.toUpperCase()] };
    const exclude = { ...everything, modifier: 'exclude', sourceIds: [camera(1)] };
    const { subscriptionId } = await client.ask('addSubscription', { filters: [include, exclude] });

    simulator.changeCamera(camera(1), { state: 'offline' });
    simulator.changeCamera(camera(2), { state: 'offline' });
    expect((await client.events()).map(({ source }) => source)).toEqual([`cameras/${camera(2)}`]);
    expect(await client.ask('removeSubscription', { subscriptionId })).toMatchObject({ status: 200 });
    expect(await client.ask('removeSubscription', { subscriptionId })).toMatchObject({ status: 404 });

    await all.events();
    simulator.changeCamera(camera(4), { state: 'offline' });
    await all.events();
    expect(await client.ask('getState')).toMatchObject({ status: 200, states: [] });
  });

  it('is resumed with its subscriptions, and makes up for what was missed', async () => {
    const { client, open, sessionId, simulator, camera } = await givenListener();
    simulator.changeCamera(camera(1), { state: 'offline' });
    const [heard] = await client.events();
    simulator.changeCamera(camera(2), { state: 'offline' });
    await client.events();
    await client.breakOff();
    simulator.changeCamera(camera(4), { state: 'error' });

    const again = await open();
    expect(await again.ask('startSession', { sessionId, eventId: heard?.id })).toMatchObject({
      status: 200,
      sessionId,
    });

    expect((await again.events()).map(({ source, type }) => [source, type])).toEqual([
      [`cameras/${camera(2)}`, eventTypes.communicationStopped],
      [`cameras/${camera(4)}`, eventTypes.communicationError],
    ]);
  });

  it('begins anew where it was away for half a minute', async () => {
    const { client, open, sessionId, clock, disconnect } = await givenListener();
    await disconnect(client);
    clock.advance(31);

    const again = await open();
    const answer = await again.ask('startSession', { sessionId, eventId: '' });

    expect(answer.status).toBe(201);
    expect(answer.sessionId).not.toBe(sessionId);
    expect(await again.ask('getState')).toMatchObject({ states: [] });
  });

  it('is hung up on at any time, and goes on with the next connection', async () => {
    const { client, open, sessionId, simulator, camera, disconnect } = await givenListener();
    await disconnect(client);
    simulator.changeCamera(camera(1), { state: 'offline' });

    const again = await open();
    await again.ask('startSession', { sessionId, eventId: '' });

    expect((await again.events()).map(({ source }) => source)).toEqual([`cameras/${camera(1)}`]);
  });

  it('takes a token in the upgrade or by a command, and asks for no more once it has begun', async () => {
    const { simulator, accessToken } = await givenXProtect();
    await expect(EventsClient.open(simulator.url, 'eyJ.no.token')).rejects.toThrow('401');
    const client = await EventsClient.open(simulator.url);
    expect(await client.ask('startSession')).toMatchObject({ commandId: 0, status: 401 });
    expect(await client.ask('authenticate', { token: 'Bearer eyJ' })).toMatchObject({ status: 401 });
    expect(await client.ask('authenticate', { token: `Bearer ${accessToken}` })).toMatchObject({
      status: 200,
    });
    expect(await client.ask('getState')).toMatchObject({ status: 400 });

    simulator.expireTokens();

    expect(await client.ask('startSession')).toMatchObject({ status: 201 });
  });

  it('hangs up on what is no command', async () => {
    const { client } = await givenListener();
    const closed = client.closed();
    client.write('{"command":"dance","commandId":1}');
    expect(await closed).toBe(1003);
  });

  it('is not there in 2023 R2', async () => {
    const { simulator, accessToken } = await givenXProtect({ version: '2023R2' });
    await expect(EventsClient.open(simulator.url, accessToken)).rejects.toThrow('404');
  });
});
