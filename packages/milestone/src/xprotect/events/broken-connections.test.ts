import { describe, expect, it } from 'vitest';
import {
  anew,
  changed,
  givenListener,
  lost,
  NOT_RECORDING,
  PAUSE_MS,
  PING_MS,
  RECORDING,
} from '../testing/given-events.ts';
import { event } from '../testing/scripted-events.ts';
import { CAMERA_ID } from '../testing/scripted-xprotect.ts';

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
