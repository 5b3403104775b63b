import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { failureOf } from '../../testing/given.ts';
import { SocketPieces } from './socket-pieces.ts';

/** The two ends of a connection. */
async function given() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const socket = net.connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
  const [sender]: Socket[] = await once(server, 'connection');
  if (sender === undefined) throw new Error('Nobody connected.');
  onTestFinished(() => {
    for (const end of [socket, sender]) end.destroy();
    server.close();
  });
  return { sender, socket, pieces: new SocketPieces(socket) };
}

it('hands on every byte in its order, up to the end', async () => {
  const { sender, pieces } = await given();
  const sent = Buffer.from(Array.from({ length: 500_000 }, (_, index) => index % 251));
  sender.end(sent);

  const received: Buffer[] = [];
  for (let one = await pieces.next(); !one.done; one = await pieces.next()) received.push(one.value);

  expect(Buffer.concat(received).equals(sent)).toBe(true);
  expect(await pieces.next()).toMatchObject({ done: true });
});

it('stops reading while nobody takes, and goes on afterwards', async () => {
  const { sender, socket, pieces } = await given();
  sender.write(Buffer.alloc(10_000_000));
  await expect.poll(() => socket.isPaused()).toBe(true);
  expect(socket.bytesRead).toBeLessThan(512 * 1024);

  for (let taken = 0; taken < 10_000_000; ) taken += (await pieces.next()).value?.length ?? 0;

  expect(socket.bytesRead).toBe(10_000_000);
});

it('tells what broke the connection, also to who waits, after what had come before', async () => {
  const { sender, socket, pieces } = await given();
  sender.write('before');
  await once(socket, 'data');
  const [first, second] = [pieces.next(), failureOf(pieces.next())];

  socket.destroy(new Error('broken'));

  expect(await first).toMatchObject({ value: Buffer.from('before') });
  expect(await second).toMatchObject({ message: 'broken' });
  expect(await failureOf(pieces.next())).toMatchObject({ message: 'broken' });
});

it('ends for who waits when the socket is closed', async () => {
  const { socket, pieces } = await given();
  const waiting = pieces.next();

  socket.destroy();

  expect(await waiting).toMatchObject({ done: true });
});
