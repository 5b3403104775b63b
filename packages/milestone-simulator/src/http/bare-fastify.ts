import { createServer } from 'node:http';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';

function noSchemas(): never {
  throw new Error('Routes of the simulator have no JSON schemas.');
}

/**
 * A Fastify that does not listen, its connections are handed to it (`app.server.emit('connection', …)`), and that
 * checks by zod alone: the compilers of JSON schemas that it would load take longer than all the rest of a start.
 */
export function bareFastify(rewriteUrl: NonNullable<FastifyServerOptions['rewriteUrl']>): FastifyInstance {
  return Fastify({
    logger: false,
    exposeHeadRoutes: false,
    rewriteUrl,
    serverFactory: (handler) => createServer(handler),
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  });
}
