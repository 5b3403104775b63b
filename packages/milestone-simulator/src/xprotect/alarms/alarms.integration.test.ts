import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { givenXProtect } from '../../testing/xprotect-site.ts';
import { eventTypes, stateGroups } from '../events/event-types.ts';

const One = z.object({ data: z.looseObject({ id: z.string() }) });
const Token = z.object({ access_token: z.string() });
const Made = z.object({ result: z.object({ id: z.string(), path: z.object({ type: z.string() }) }) });

describe('alarms over REST', () => {
  it('are raised, found again, given a state and a priority, and listed, newest first', async () => {
    const { rest, list, data, camera } = await givenXProtect();
    const raise = async (name: string) => {
      const body = { name, message: 'Somebody waves', source: camera(1).toUpperCase() };
      const answer = await rest('/alarms', { method: 'POST', body });
      expect(answer.status).toBe(202);
      return One.parse(await answer.json()).data;
    };
    const first = await raise('Gate');
    const second = await raise('Door');
    const closed = (await list('/alarmStates')).at(-1);
    const low = (await list('/alarmPriorities')).at(-1);
    const body = {
      state: closed?.id,
      priority: low?.id,
      comment: 'Only the wind',
      'assignedTo.displayName': 'Amal',
      reasonForClosing: null,
    };
    const patched = await rest(`/alarms/${first.id}`, { method: 'PATCH', body });

    expect(first).toMatchObject({ name: 'Gate', source: camera(1), time: '2026-03-01T12:34:56.789Z' });
    expect(patched.status).toBe(202);
    const changed = { ...first, state: closed?.id, priority: low?.id, comment: 'Only the wind' };
    expect(await data(`/alarms/${first.id}?include=data`)).toEqual({
      ...changed,
      assignedTo: { displayName: 'Amal' },
    });
    expect((await list('/alarms?page=0&size=1')).map(({ id }) => id)).toEqual([second.id]);
    expect((await list('/alarms?page=1&size=1')).map(({ id }) => id)).toEqual([first.id]);
    expect(await list('/alarmCategories')).toHaveLength(1);
  });

  it('are refused where they make no sense, and forgotten by a reset', async () => {
    const { rest, simulator, camera, requestToken } = await givenXProtect();
    const raise = (source: string) => rest('/alarms', { method: 'POST', body: { name: 'Gate', source } });
    const { id } = One.parse(await (await raise(camera(1))).json()).data;
    const state = await rest(`/alarms/${id}`, { method: 'PATCH', body: { state: 'open' } });

    expect([state.status, (await raise('nobody')).status]).toEqual([400, 400]);
    expect((await rest('/alarms/unknown')).status).toBe(404);
    await simulator.reset();
    const { access_token: token } = Token.parse(await (await requestToken()).json());
    expect((await rest(`/alarms/${id}`, { token })).status).toBe(404);
  });
});

describe('user-defined events', () => {
  it('are made, renamed and taken away, beside those of every site', async () => {
    const { rest, list, data } = await givenXProtect();
    const names = async () => (await list('/userDefinedEvents')).map(({ name }) => name);
    const builtIn = ['RequestStartRecording', 'RequestStopRecording', 'RequestPlayAudio'];

    const answer = await rest('/userDefinedEvents', { method: 'POST', body: { name: 'Siren' } });
    const { id, path } = Made.parse(await answer.json()).result;
    expect([answer.status, path.type]).toEqual([201, 'userDefinedEvents']);
    expect(await names()).toEqual([...builtIn, 'Siren']);
    const renamed = await rest(`/userDefinedEvents/${id}`, { method: 'PUT', body: { name: 'Horn' } });
    expect(renamed.status).toBe(200);
    expect(await data(`/userDefinedEvents/${id}`)).toMatchObject({ id, name: 'Horn', displayName: 'Horn' });
    const removed = await rest(`/userDefinedEvents/${id}`, { method: 'DELETE' });
    await expect(removed.json()).resolves.toEqual({ state: 'Success' });
    expect(await names()).toEqual(builtIn);
  });

  it('are triggered, which is remembered, though no rule reacts', async () => {
    const { rest, list, data, simulator } = await givenXProtect();
    const [kind] = await list('/userDefinedEvents');
    const trigger = (type: unknown) => rest('/events', { method: 'POST', body: { type } });

    const answer = await trigger(kind?.id);
    const event = One.parse(await answer.json()).data;

    expect(answer.status).toBe(202);
    expect(event).toMatchObject({ type: kind?.id, time: '2026-03-01T12:34:56.789Z' });
    expect(await list('/events?page=0&size=10&include=data')).toEqual([event]);
    expect(await data(`/events/${event.id}`)).toEqual(event);
    expect((await trigger('6f0a1f0e-0000-4000-8000-000000000001')).status).toBe(400);
    expect(simulator.state().activeRecordings).toEqual([]);
  });
});

describe('what the events WebSocket tells of', () => {
  it('has names', async () => {
    const { data } = await givenXProtect();

    expect(await data(`/eventTypes/${eventTypes.communicationStopped}`)).toMatchObject({
      displayName: 'Communication Stopped',
      state: 'Stopped',
    });
    expect(await data(`/stateGroups/${stateGroups.communication}`)).toMatchObject({
      displayName: 'Communication',
    });
  });
});
