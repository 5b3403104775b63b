import Fastify from 'fastify';

/** The least that a picture over HTTP can cost here: Fastify with one constant of so many bytes. */
export async function serveBytes(bytes: number) {
  const app = Fastify({ logger: false, forceCloseConnections: true });
  const body = Buffer.alloc(bytes, 1);
  app.get('/', (_request, reply) => reply.type('image/jpeg').send(body));
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
}
