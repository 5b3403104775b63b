import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How soon after its last answer a connection is closed while a service ends, in ms. */
const LOOK_MS = 50;

/**
 * Closes connections on which nothing is asked while the service ends. The server itself does so once, when the end
 * begins; one that was busy at that moment, behind Kong nearly any, would stay until its client lets go of it and hold
 * up the end. So would one that was opened for later and never asked anything on: to the server that one is busy.
 */
export function closeKeptConnections(fastify: FastifyInstance): void {
  const open = new Set<Socket>();
  fastify.server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  fastify.addHook('preClose', (done) => {
    const look = () => {
      fastify.server.closeIdleConnections();
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    };
    const looking = setInterval(look, LOOK_MS);
    fastify.server.once('close', () => clearInterval(looking));
    done();
  });
}
