import type { IncomingMessage } from 'node:http';
import { Inject, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayDisconnect, WebSocketGateway } from '@nestjs/websockets';
import { liveCloseCodes, PlaybackHello, roleIncludes } from '@playhead/contracts';
import { type Listening, listen } from '@playhead/database';
import { Clock, isFromOurPage, jsonOf, LOGGER, SignedInSockets, TokenVerifier } from '@playhead/service-kit';
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import { PLAYBACK_SESSIONS_CHANNEL } from './sessions.repository.ts';
import { SocketClientsService } from './socket-clients.service.ts';

/** `/api/v1/playback/ws`, for our own pages and for programs: acting on playback sessions, and being told of what others do with them. */
@WebSocketGateway({
  path: '/api/v1/playback/ws',
  maxPayload: 16 * 1024,
  verifyClient: ({ req }: { req: IncomingMessage }) => isFromOurPage(req),
})
export class PlaybackGateway
  implements
    OnGatewayConnection<WebSocket>,
    OnGatewayDisconnect<WebSocket>,
    OnApplicationBootstrap,
    OnApplicationShutdown
{
  private readonly sockets: SignedInSockets<PlaybackHello>;
  private listening: Listening | undefined;

  constructor(
    private readonly clients: SocketClientsService,
    verifier: TokenVerifier,
    clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(PLAYBACK_CONFIG) private readonly config: PlaybackConfig,
  ) {
    this.sockets = new SignedInSockets({
      hello: PlaybackHello,
      verifier,
      clock,
      logger,
      onSignIn: (socket, principal) => {
        if (!roleIncludes(principal.role, 'investigator')) {
          socket.close(liveCloseCodes.permissionMissing, 'this needs the role investigator');
          return;
        }
        clients.add(socket, principal);
      },
      onMessage: (socket, data) => clients.hear(socket, jsonOf(data)),
    });
  }

  onApplicationBootstrap() {
    this.listening = listen({
      url: this.config.DATABASE_URL,
      channel: PLAYBACK_SESSIONS_CHANNEL,
      applicationName: 'playhead-playback-sessions',
      onListening: () => this.clients.spreadAll(),
      onNotification: (text) => this.clients.spread(text),
      onBreak: (error) =>
        this.logger.warn(
          { err: error },
          'the connection that tells of playback sessions broke; trying again',
        ),
    });
  }

  async onApplicationShutdown() {
    this.sockets.stop();
    await this.listening?.close();
  }

  handleConnection(socket: WebSocket) {
    this.sockets.add(socket);
  }

  handleDisconnect(socket: WebSocket) {
    this.sockets.remove(socket);
    this.clients.remove(socket);
  }
}
