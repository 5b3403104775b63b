import { once } from 'node:events';
import net, { type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import tls from 'node:tls';
import { generate } from 'selfsigned';
import { expect, it, onTestFinished } from 'vitest';
import { openSocket } from '../../http/open-socket.ts';
import { failureOf } from '../../testing/given.ts';
import { SocketPieces } from './socket-pieces.ts';

/** The two ends of a connection. */
async function given() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const pieces = new SocketPieces((onread) => net.connect({ port, host: '127.0.0.1', onread }));
  const { socket } = pieces;
  const [sender]: Socket[] = await once(server, 'connection');
  if (sender === undefined) throw new Error('Nobody connected.');
  onTestFinished(() => {
    for (const end of [socket, sender]) end.destroy();
    server.close();
  });
  return { sender, socket, pieces };
}

it('hands on every byte in its order, up to the end', async () => {
  const { sender, pieces } = await given();
  const sent = Buffer.from(Array.from({ length: 500_000 }, (_, index) => index % 251));
  sender.end(sent);

  const received: Buffer[] = [];
  for (let one = await pieces.next(); !one.done; one = await pieces.next())
    received.push(Buffer.from(one.value));

  expect(Buffer.concat(received).equals(sent)).toBe(true);
  expect(await pieces.next()).toMatchObject({ done: true });
});

it('stops reading while nobody takes, and goes on afterwards', async () => {
  const { sender, socket, pieces } = await given();
  sender.write(Buffer.alloc(10_000_000));
  await expect.poll(() => socket.bytesRead).toBeGreaterThan(0);
  for (let quiet = 0, read = 0; quiet < 20; quiet += 1) {
    await turn();
    if (socket.bytesRead !== read) quiet = 0;
    read = socket.bytesRead;
  }
  expect(socket.bytesRead).toBeLessThan(512 * 1024);

  for (let taken = 0; taken < 10_000_000; ) taken += (await pieces.next()).value?.length ?? 0;

  expect(socket.bytesRead).toBe(10_000_000);
});

it('keeps what comes in one go over TLS until it is taken, though all of it is read into the same memory', async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Recorder' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  });
  const sent = Buffer.from(Array.from({ length: 1_000_000 }, (_, index) => index % 251));
  const server = tls.createServer({ key, cert }, (sender) => sender.end(sent)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const overTls = { rejectUnauthorized: false };
  const pieces = new SocketPieces((onread) => openSocket(`https://127.0.0.1:${port}`, { overTls, onread }));
  onTestFinished(() => {
    pieces.socket.destroy();
    server.close();
  });

  const received: Buffer[] = [];
  for (let one = await pieces.next(); !one.done; one = await pieces.next()) {
    // Slower than it comes.
    await turn();
    received.push(Buffer.from(one.value));
  }

  expect(Buffer.concat(received).equals(sent)).toBe(true);
});

it('tells what broke the connection, also to who waits, after what had come before', async () => {
  const { sender, socket, pieces } = await given();
  sender.write('before');
  await expect.poll(() => socket.bytesRead).toBeGreaterThan(0);
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
