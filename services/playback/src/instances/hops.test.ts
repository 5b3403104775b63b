import { getEventListeners, once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Hops, UnreachableError } from './hops.ts';

const request = { path: '/segment' };
let server: Server;
let neighbour: { url: string; gone: AbortSignal };
let leave: AbortController;
let hops: Hops;

beforeEach(async () => {
  server = createServer((_, answer) => answer.write('pictures')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  leave = new AbortController();
  neighbour = { url: `http://127.0.0.1:${address.port}`, gone: leave.signal };
  hops = new Hops();
});
afterEach(() => {
  hops.onApplicationShutdown();
  server.closeAllConnections();
  server.close();
});

const waiting = () => getEventListeners(neighbour.gone, 'abort').length;
const ask = (signal = new AbortController().signal) => hops.get(neighbour, request, signal);

describe('what another instance is asked', () => {
  it('leaves nothing with it once it is answered, however long the instance is there', async () => {
    server.removeAllListeners('request').on('request', (_, answer) => answer.end('pictures'));

    for (let count = 0; count < 3; count += 1) {
      const answer = await ask();
      const closed = once(answer, 'close');
      expect(await text(answer)).toBe('pictures');
      await closed;
    }

    expect(waiting()).toBe(0);
  });

  it('leaves nothing with it where it does not answer', async () => {
    server.removeAllListeners('request').on('request', (_, answer) => answer.destroy());

    await expect(ask()).rejects.toThrow(UnreachableError);

    expect(waiting()).toBe(0);
  });

  it('breaks while it is being answered when the instance goes', async () => {
    const answer = await ask();

    leave.abort();

    await expect(text(answer)).rejects.toThrow();
  });

  it('breaks while it is being answered when nobody wants it any more', async () => {
    const viewer = new AbortController();
    const answer = await ask(viewer.signal);

    viewer.abort();

    // It is released as it is aborted.
    await expect(text(answer)).rejects.toThrow();
    expect(waiting()).toBe(0);
  });
});
