import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { PassThrough } from 'node:stream';
import Fastify from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { closeKeptConnections } from './kept-connections.ts';

it('a service ends though a client keeps the connection whose answer was under way', async () => {
  const fastify = Fastify({ keepAliveTimeout: 3_600_000 });
  closeKeptConnections(fastify);
  const body = new PassThrough();
  fastify.get('/', async (_request, reply) => reply.send(body));
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const request = get(await fastify.listen({ port: 0 }), { agent });
  body.write('first, ');
  const [response] = await once(request, 'response');
  response.resume();

  const closed = fastify.close();
  body.end('last');
  await once(response, 'end');
  await closed;
  expect(fastify.server.listening).toBe(false);
});
