import type { FastifyInstance } from 'fastify';

/** How soon after its last answer a connection is closed while a service ends, in ms. */
const LOOK_MS = 50;

/**
 * Closes kept connections while the service ends. The server itself does so once, when the end begins; one that was busy at
 * that moment, behind Kong nearly any, would stay until its client lets go of it and hold up the end.
 */
export function closeKeptConnections(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    const looking = setInterval(() => fastify.server.closeIdleConnections(), LOOK_MS);
    fastify.server.once('close', () => clearInterval(looking));
    done();
  });
}
