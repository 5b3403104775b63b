import type { IncomingMessage } from 'node:http';
import { Inject, type OnApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayDisconnect, WebSocketGateway } from '@nestjs/websockets';
import { LiveHello } from '@playhead/contracts';
import { Clock, isFromOurPage, LOGGER, SignedInSockets, TokenVerifier } from '@playhead/service-kit';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { LiveClientsService } from './live-clients.service.ts';

/** `/ws`, for our own pages and for programs: the first message carries the access token, then events flow until that token ends. */
@WebSocketGateway({
  path: '/ws',
  maxPayload: 16 * 1024,
  verifyClient: ({ req }: { req: IncomingMessage }) => isFromOurPage(req),
})
export class LiveEventsGateway
  implements OnGatewayConnection<WebSocket>, OnGatewayDisconnect<WebSocket>, OnApplicationShutdown
{
  private readonly sockets: SignedInSockets<LiveHello>;

  constructor(
    private readonly clients: LiveClientsService,
    verifier: TokenVerifier,
    clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.sockets = new SignedInSockets({
      hello: LiveHello,
      verifier,
      clock,
      logger,
      onSignIn: (socket, { userId }, hello) => clients.add(socket, userId, hello),
    });
  }

  onApplicationShutdown() {
    this.sockets.stop();
  }

  handleConnection(socket: WebSocket) {
    this.sockets.add(socket);
  }

  handleDisconnect(socket: WebSocket) {
    this.sockets.remove(socket);
    this.clients.remove(socket);
  }

  pingAll() {
    this.sockets.pingAll();
  }
}
