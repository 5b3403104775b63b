import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { isReadyWithin } from './readiness.ts';

const servers: Server[] = [];
const never = new AbortController().signal;

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Answers the statuses one after the other, then goes on with the last. */
async function given(...statuses: number[]): Promise<string> {
  const server = createServer((_request, response) => {
    response.statusCode = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 500;
    response.end();
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The socket has no port.');
  return `http://127.0.0.1:${address.port}/health/ready`;
}

describe('a program', () => {
  it('is ready once it says so', async () => {
    expect(await isReadyWithin(await given(503, 404, 200), 5_000, never)).toBe(true);
  });

  it('is not ready when it never says so in time', async () => {
    expect(await isReadyWithin(await given(503), 150, never)).toBe(false);
  });

  it('is no longer waited for when the start is given up', async () => {
    await expect(isReadyWithin(await given(503), 5_000, AbortSignal.timeout(50))).rejects.toThrow();
  });
});
