import { once } from 'node:events';
import { createServer } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { liveCloseCodes, UserId } from '@playhead/contracts';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import type { Principal } from '../auth/principal.ts';
import { TestClock } from '../testing/test-clock.ts';
import { SignedInSockets } from './signed-in-sockets.ts';

const clock = new TestClock();
const ines: Principal = {
  userId: UserId.parse('6f9619ff-8b86-4d01-b42d-00cf4fc964ff'),
  username: 'ines',
  role: 'investigator',
  expiresAt: new Date(clock.now().getTime() + 600_000),
};

/** A client whose token is verified when the test says so, and what is heard of it. */
async function connect() {
  let signIn = () => {};
  const verified = new Promise<Principal>((resolve) => {
    signIn = () => resolve(ines);
  });
  const heard: string[] = [];
  const sockets = new SignedInSockets({
    hello: z.object({ token: z.string() }),
    verifier: { verify: () => verified },
    clock,
    logger: pino({ level: 'silent' }),
    onSignIn: () => void heard.push('signed in'),
    onMessage: (_, data) => void heard.push(String(data)),
  });
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  const server = new WebSocketServer({ server: http });
  const arrived: string[] = [];
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('message', (data) => arrived.push(String(data)));
    socket.once('close', () => sockets.remove(socket));
  });
  const client = new WebSocket(`ws://127.0.0.1:${address.port}`);
  onTestFinished(async () => {
    sockets.stop();
    client.terminate();
    server.close();
    http.close();
    await once(http, 'close');
  });
  await once(client, 'open');
  client.send(JSON.stringify({ token: 'hers' }));
  return { client, arrived, signIn, heard };
}

it('hears what a client says while its token is verified once it is signed in, in its order', async () => {
  const { client, arrived, signIn, heard } = await connect();
  for (const said of ['one', 'two']) client.send(said);
  await expect.poll(() => arrived).toContain('two');
  expect(heard).toEqual([]);

  signIn();
  await expect.poll(() => heard).toEqual(['signed in', 'one', 'two']);
  client.send('three');

  await expect.poll(() => heard).toEqual(['signed in', 'one', 'two', 'three']);
});

it('keeps a few messages only: who says more before it is signed in is sent away unheard', async () => {
  const { client, signIn, heard } = await connect();
  for (let count = 0; count <= 32; count += 1) client.send(`${count}`);

  expect((await once(client, 'close'))[0]).toBe(liveCloseCodes.tooSlow);
  signIn();
  await nextTurn();
  expect(heard).toEqual([]);
});
