import Fastify from 'fastify';

/** The least that an answer over HTTP can cost here: Fastify with one constant of so many bytes. Prints where it listens. */
export async function serveBare(bytes: number): Promise<void> {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  const body = JSON.stringify({ filler: 'x'.repeat(Math.max(0, bytes - 13)) });
  app.get('/', (_request, reply) => reply.type('application/json').send(body));
  console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
  process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
}
