import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { connect } from 'node:net';
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

it('a service ends though a client has opened a connection and asked nothing', async () => {
  const fastify = Fastify();
  closeKeptConnections(fastify);
  const { port } = new URL(await fastify.listen({ port: 0, host: '127.0.0.1' }));
  const [served, client] = [once(fastify.server, 'connection'), connect(Number(port), '127.0.0.1')];
  await served;

  await fastify.close();

  expect(fastify.server.listening).toBe(false);
  client.destroy();
});
