import { liveCloseCodes } from '@playhead/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { anEvent } from '../testing/fixtures.ts';
import { fakeSockets, givenLiveSocket, latest, pass, sockets } from './testing/fake-live-server.ts';

beforeEach(fakeSockets);
afterEach(() => vi.unstubAllGlobals());

describe('the live socket', () => {
  it('signs in with its first message and then is live', async () => {
    const { socket, seen } = givenLiveSocket();
    socket.start();
    await pass();
    latest().greet();

    expect(latest().sent).toEqual([{ type: 'authenticate', token: 'token-1' }]);
    expect(seen.states).toEqual(['connecting', 'live']);
    socket.stop();
  });

  it('hands on events, and passes over kinds it does not know', async () => {
    const { socket, seen } = givenLiveSocket();
    socket.start();
    await pass();
    latest().greet();
    latest().say(anEvent({ id: 'e1' }));
    latest().say({ type: 'camera_exploded', id: 'e2' });

    expect(seen.events).toEqual(['e1']);
    socket.stop();
  });

  it('comes back after a break with a fresh token, resumes where it was and asks for what was missed', async () => {
    const { socket, seen } = givenLiveSocket();
    socket.start();
    await pass();
    latest().greet();
    latest().say(anEvent({ id: 'e7' }));
    latest().close(1006);
    expect(seen.states.at(-1)).toBe('waiting');
    await pass(1_000);
    latest().greet();

    expect(sockets()).toHaveLength(2);
    expect(latest().sent).toEqual([{ type: 'authenticate', token: 'token-2', lastEventId: 'e7' }]);
    expect(seen.states.at(-1)).toBe('live');
    expect(seen.resumed).toBe(1);
    socket.stop();
  });

  it('resumes after the last event that is kept, and knows where it stands before the first', async () => {
    const { socket } = givenLiveSocket();
    socket.start();
    await pass();
    latest().open();
    latest().say({ type: 'authenticated', lastEventId: '41' });
    latest().close(1006);
    await pass(1_000);
    latest().greet();
    expect(latest().sent).toEqual([{ type: 'authenticate', token: 'token-2', lastEventId: '41' }]);

    latest().say(anEvent({ id: '42' }));
    latest().say(anEvent({ id: '', type: 'recording_progress' }));
    latest().close(1006);
    await pass(1_000);
    latest().greet();
    expect(latest().sent).toEqual([{ type: 'authenticate', token: 'token-3', lastEventId: '42' }]);
    socket.stop();
  });

  it('asks for everything again when the server can not tell what was missed, and goes on from there', async () => {
    const { socket, seen } = givenLiveSocket();
    socket.start();
    await pass();
    latest().greet();
    latest().say({ type: 'resync', lastEventId: '90' });
    expect(seen).toMatchObject({ resumed: 1, events: [] });
    latest().close(1006);
    await pass(1_000);
    latest().greet();

    expect(latest().sent).toEqual([{ type: 'authenticate', token: 'token-2', lastEventId: '90' }]);
    socket.stop();
  });

  it('forgets a token that the server refuses', async () => {
    const { socket, seen } = givenLiveSocket();
    socket.start();
    await pass();
    latest().greet();
    latest().close(liveCloseCodes.tokenExpired);

    expect(seen.forgotten).toEqual(['token-1']);
    socket.stop();
  });
});
