import { once } from 'node:events';
import { type ClientRequest, get } from 'node:http';
import { type FastifyReply, fastify } from 'fastify';
import { expect, it, onTestFinished } from 'vitest';
import { whenGone } from './when-gone.ts';

/** A client that waits for its answer. */
async function waitingClient(): Promise<{ client: ClientRequest; reply: FastifyReply }> {
  const server = fastify();
  // A promise of a reply is one of its answer.
  const asked = new Promise<{ reply: FastifyReply }>((resolve) => {
    server.get('/', (_, reply) => {
      resolve({ reply });
      return reply;
    });
  });
  const client = get(await server.listen({ port: 0, host: '127.0.0.1' }));
  client.on('error', () => {}); // of those that hang up
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { client, ...(await asked) };
}

it('tells when the client goes away', async () => {
  const { client, reply } = await waitingClient();
  const signal = whenGone(reply);
  expect(signal.aborted).toBe(false);

  client.destroy();
  await once(signal, 'abort');

  expect(signal.reason).toMatchObject({ code: 'request-invalid' });
});

it('tells at once of a client that went away before anybody asked', async () => {
  const { client, reply } = await waitingClient();
  client.destroy();
  await once(reply.raw, 'close');

  const { aborted, reason } = whenGone(reply);

  expect(aborted).toBe(true);
  expect(reason).toMatchObject({ code: 'request-invalid' });
});
