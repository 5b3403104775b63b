import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { CameraId, LiveMessage, liveCloseCodes } from '@playhead/contracts';
import { type NewLiveEvent, publishLiveEvent } from '@playhead/service-kit';
import { type TestKeys, type TestService } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ConsoleWorld, createConsoleWorld } from '../testing/console-world.ts';
import { LiveClientsService } from './live-clients.service.ts';
import { LiveEventsGateway } from './live-events.gateway.ts';

let world: ConsoleWorld;
let keys: TestKeys;
let service: TestService;
let userId: string;

beforeAll(async () => {
  world = await createConsoleWorld();
  keys = world.keys;
  service = await world.start();
  userId = (await world.addUser()).userId;
});

afterAll(() => world?.close());

const open = async () => {
  const socket = new WebSocket(`${service.url.replace('http', 'ws')}/ws`);
  await once(socket, 'open');
  return socket;
};

const nextMessage = async (socket: WebSocket): Promise<LiveMessage> => {
  const [data] = await once(socket, 'message');
  return LiveMessage.parse(JSON.parse(String(data)));
};

const signIn = async (token: string) => {
  const socket = await open();
  const answer = nextMessage(socket);
  socket.send(JSON.stringify({ type: 'authenticate', token }));
  expect(await answer).toMatchObject({ type: 'authenticated' });
  return socket;
};

const closeCode = async (socket: WebSocket): Promise<unknown> => (await once(socket, 'close'))[0];

const started = (): Extract<NewLiveEvent, { type: 'recording_started' }> => ({
  type: 'recording_started',
  cameraId: CameraId.parse(randomUUID()),
  at: '2026-03-01T12:00:00.000Z',
  status: { isRecording: false },
});

describe('/ws', () => {
  it('tells every signed-in client what a service published', async () => {
    const sockets = await Promise.all([
      signIn(await keys.tokenFor('viewer', { userId })),
      signIn(await keys.tokenFor('operator', { userId })),
    ]);
    const messages = Promise.all(sockets.map(nextMessage));
    const event = started();

    await publishLiveEvent(world.rows, event);

    for (const message of await messages) expect(message).toMatchObject(event);
    for (const socket of sockets) socket.close();
  });

  it('is not opened from a page of somebody else', async () => {
    const knock = async (origin: string) => {
      const socket = new WebSocket(`${service.url.replace('http', 'ws')}/ws`, { origin });
      const opened = once(socket, 'open').then(
        () => true,
        () => false,
      );
      const result = await opened;
      socket.close();
      return result;
    };

    expect(await knock('https://evil.example')).toBe(false);
    expect(await knock('http://127.0.0.1:5173')).toBe(true);
  });

  it('tells nothing of a change that is rolled back', async () => {
    const socket = await signIn(await keys.tokenFor('viewer', { userId }));
    const message = nextMessage(socket);
    const rolledBack = world.rows.transaction().execute(async (transaction) => {
      await publishLiveEvent(transaction, started());
      throw new Error('the change failed');
    });
    await expect(rolledBack).rejects.toThrow('the change failed');
    const kept = started();
    await publishLiveEvent(world.rows, kept);

    expect(await message).toMatchObject({ cameraId: kept.cameraId });
    socket.close();
  });

  it.each([
    ['a message that is not JSON', () => 'hello', liveCloseCodes.signInRequired],
    [
      'a token nobody signed',
      () => JSON.stringify({ type: 'authenticate', token: 'x' }),
      liveCloseCodes.signInRequired,
    ],
  ])('sends away a client that begins with %s', async (_, message, code) => {
    const socket = await open();
    const closed = closeCode(socket);
    socket.send(message());

    expect(await closed).toBe(code);
  });

  it('sends away a client whose token has expired, so that it comes back with a new one', async () => {
    const socket = await open();
    const closed = closeCode(socket);
    socket.send(
      JSON.stringify({ type: 'authenticate', token: await keys.tokenFor('viewer', { expiresIn: -5 }) }),
    );

    expect(await closed).toBe(liveCloseCodes.tokenExpired);
  });

  it('sends away a client whose account is gone', async () => {
    const socket = await open();
    const closed = closeCode(socket);
    socket.send(JSON.stringify({ type: 'authenticate', token: await keys.tokenFor('admin') }));

    expect(await closed).toBe(liveCloseCodes.signInRequired);
  });

  it('ends a connection when its token ends', async () => {
    const socket = await signIn(await keys.tokenFor('viewer', { expiresIn: 1, userId }));

    expect(await closeCode(socket)).toBe(liveCloseCodes.tokenExpired);
  });

  it('promises signs of life that a page can see, and gives them', async () => {
    const socket = await open();
    const greeting = nextMessage(socket);
    socket.send(JSON.stringify({ type: 'authenticate', token: await keys.tokenFor('viewer', { userId }) }));
    expect(await greeting).toMatchObject({ type: 'authenticated', aliveSeconds: 15 });
    const sign = nextMessage(socket);
    service.app.get(LiveClientsService).sayAlive();

    expect(await sign).toEqual({ type: 'alive' });
    socket.close();
  });

  it('keeps a client that answers its pings, and drops one that has fallen silent', async () => {
    const gateway = service.app.get(LiveEventsGateway);
    const lively = await signIn(await keys.tokenFor('viewer', { userId }));
    const silent = new WebSocket(`${service.url.replace('http', 'ws')}/ws`, { autoPong: false });
    await once(silent, 'open');
    const dropped = once(silent, 'close');

    const asked = once(lively, 'ping');
    gateway.pingAll();
    await asked;
    lively.ping();
    await once(lively, 'pong');
    const askedAgain = once(lively, 'ping');
    gateway.pingAll();

    await dropped;
    await askedAgain;
    expect(lively.readyState).toBe(WebSocket.OPEN);
    lively.close();
  });
});
