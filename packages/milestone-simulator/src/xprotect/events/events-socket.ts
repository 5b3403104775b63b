import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { WebSocketServer } from 'ws';
import type { Simulation } from '../../simulation.ts';
import { normalizedPath } from '../normalized-path.ts';
import { CameraWatch } from './camera-watch.ts';
import { EventsConnection } from './events-connection.ts';

const PATH = '/api/ws/events/v1';
/** No command that makes sense is longer. */
const MOST_BYTES = 256 * 1024;

/** The gateway's events WebSocket (protocol reference §6): by the token of the upgrade, or by `authenticate`. */
export function eventsSocket(app: FastifyInstance, simulation: Simulation): void {
  const { events: hub, accessTokens, profile } = simulation.xprotect;
  hub.observe(new CameraWatch(simulation));
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES });
  const isValid = (token: string) => accessTokens.isValid(token);

  app.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const [path] = normalizedPath(request.url ?? '/').split('?');
    if (path !== PATH || !profile.hasEventsSocket) return refuse(socket, 404);
    const { authorization } = request.headers;
    const [, token = ''] = /^Bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
    const isAuthenticated = isValid(token);
    if (authorization !== undefined && !isAuthenticated) return refuse(socket, 401);
    return sockets.handleUpgrade(request, socket, head, (client) => {
      new EventsConnection(client, { hub, isValid, isAuthenticated });
    });
  });
  app.addHook('preClose', async () => hub.reset());
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
