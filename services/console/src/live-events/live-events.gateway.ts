import type { IncomingMessage } from 'node:http';
import { Inject, type OnApplicationShutdown } from '@nestjs/common';
import { type OnGatewayConnection, type OnGatewayDisconnect, WebSocketGateway } from '@nestjs/websockets';
import { LiveHello, liveCloseCodes } from '@playhead/contracts';
import { Clock, DomainError, LOGGER, TokenVerifier } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { type RawData, WebSocket } from 'ws';
import { LiveClientsService } from './live-clients.service.ts';
import { isFromOurPage } from './same-origin.ts';

/** A client that has not said who it is by then is sent away. */
const HELLO_MS = 5_000;

/** Proxies close what is silent, and a cable that was pulled says nothing: each client is asked this often. */
const PING_MS = 25_000;

/** `/ws`, for our own pages and for programs: the first message carries the access token, then events flow until that token ends. */
@WebSocketGateway({
  path: '/ws',
  maxPayload: 16 * 1024,
  verifyClient: ({ req }: { req: IncomingMessage }) => isFromOurPage(req),
})
export class LiveEventsGateway
  implements OnGatewayConnection<WebSocket>, OnGatewayDisconnect<WebSocket>, OnApplicationShutdown
{
  private readonly timers = new WeakMap<WebSocket, NodeJS.Timeout>();
  /** Each open client, and whether it has answered since it was last asked. */
  private readonly answered = new Map<WebSocket, boolean>();
  private readonly pings = setInterval(() => this.pingAll(), PING_MS);

  constructor(
    private readonly clients: LiveClientsService,
    private readonly verifier: TokenVerifier,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationShutdown() {
    clearInterval(this.pings);
  }

  handleConnection(socket: WebSocket) {
    this.answered.set(socket, true);
    socket.on('pong', () => this.answered.set(socket, true));
    this.closeAfter(socket, HELLO_MS, liveCloseCodes.signInRequired, 'sign in first');
    socket.on('error', (error) => this.logger.debug({ err: error }, 'a live client broke off'));
    socket.once('message', (data) => void this.authenticate(socket, data));
  }

  handleDisconnect(socket: WebSocket) {
    clearTimeout(this.timers.get(socket));
    this.answered.delete(socket);
    this.clients.remove(socket);
  }

  /** Asks every client for a sign of life, and drops those that gave none since the last time. */
  pingAll() {
    for (const [socket, answered] of this.answered) {
      if (!answered) {
        socket.terminate();
        continue;
      }
      this.answered.set(socket, false);
      socket.ping();
    }
  }

  private async authenticate(socket: WebSocket, data: RawData) {
    const hello = LiveHello.safeParse(parseJson(data));
    if (!hello.success) {
      socket.close(liveCloseCodes.signInRequired, 'the first message must be {type: "authenticate", token}');
      return;
    }
    try {
      const principal = await this.verifier.verify(hello.data.token);
      const remainingMs = principal.expiresAt.getTime() - this.clock.now().getTime();
      if (socket.readyState !== WebSocket.OPEN) return;
      this.closeAfter(socket, remainingMs, liveCloseCodes.tokenExpired, 'the access token has expired');
      await this.clients.add(socket, principal.userId, hello.data);
    } catch (error) {
      if (error instanceof DomainError) {
        const expired = error.code === 'token-expired';
        socket.close(expired ? liveCloseCodes.tokenExpired : liveCloseCodes.signInRequired, error.message);
        return;
      }
      this.logger.error({ err: error }, 'a live client could not be signed in');
      socket.close(liveCloseCodes.tryAgainLater, 'live events are not available');
    }
  }

  private closeAfter(socket: WebSocket, ms: number, code: number, reason: string) {
    clearTimeout(this.timers.get(socket));
    this.timers.set(
      socket,
      setTimeout(() => socket.close(code, reason), ms),
    );
  }
}

function parseJson(data: RawData): unknown {
  try {
    return JSON.parse(data.toString());
  } catch {
    return undefined;
  }
}
