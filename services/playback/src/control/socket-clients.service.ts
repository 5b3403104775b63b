import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { PlaybackMessage, PlaybackSessionId } from '@playhead/contracts';
import { DomainError, LOGGER, type Principal, toDomainError, toProblem } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CamerasRepository } from '../cameras/cameras.repository.ts';
import { ControlService } from './control.service.ts';
import { SocketClient, type SocketConnection } from './socket-client.ts';

/** Sessions that one client may follow: more than any wall has tiles. */
const MAX_JOINED = 256;

const Referenced = z.object({ reference: PlaybackMessage.options[0].shape.reference });

/** Who follows playback sessions on this instance, whichever instance they are acted on. */
@Injectable()
export class SocketClientsService {
  private readonly clients = new Map<SocketConnection, SocketClient>();

  constructor(
    private readonly cameras: CamerasRepository,
    private readonly control: ControlService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  add(connection: SocketConnection, principal: Principal) {
    const client = new SocketClient(connection, principal);
    this.clients.set(connection, client);
    client.tell({ type: 'authenticated' });
  }

  remove(connection: SocketConnection) {
    this.clients.get(connection)?.gone.abort();
    this.clients.delete(connection);
  }

  /** Takes what a client says. What is wrong with it is answered as a problem. */
  hear(connection: SocketConnection, said: unknown) {
    const client = this.clients.get(connection);
    client?.inTurn(async () => {
      const parsed = PlaybackMessage.safeParse(said);
      // What is wrong with the rest of a message does not keep the client from knowing which one it was.
      const { reference } = parsed.success ? parsed.data : (Referenced.safeParse(said).data ?? {});
      try {
        if (!parsed.success) {
          const detail = parsed.error.issues
            .map(({ path, message }) => `${path.join('.')}: ${message}`)
            .join(' ');
          throw new DomainError('request-invalid', { detail });
        }
        await this.act(client, parsed.data);
      } catch (error) {
        if (client.gone.signal.aborted) return;
        const problem = toDomainError(error);
        if (problem.code === 'internal') this.logger.error({ err: error }, 'a playback message failed');
        client.tell({ type: 'problem', problem: toProblem(problem, randomUUID()), reference });
      }
    });
  }

  /** Tells all who follow the session where it is since somebody acted on it. */
  async spread(sessionId: string): Promise<void> {
    const id = PlaybackSessionId.safeParse(sessionId);
    if (!id.success) return;
    for (const client of this.clients.values()) {
      const joined = client.joined.get(id.data);
      if (joined !== undefined) client.inTurn(() => this.follow(client, id.data));
    }
  }

  /** Tells everybody of everything they follow: for when announcements may have been missed. */
  async spreadAll(): Promise<void> {
    const ids = new Set([...this.clients.values()].flatMap(({ joined }) => [...joined.keys()]));
    for (const id of ids) await this.spread(id);
  }

  private async act(client: SocketClient, message: PlaybackMessage): Promise<void> {
    const { principal } = client;
    if (message.type === 'leave') {
      client.leave(message.sessionId, message.reference);
      return;
    }
    if (client.joined.size >= MAX_JOINED) {
      throw new DomainError('too-many-requests', {
        detail: `Leave a session first: ${MAX_JOINED} are followed.`,
      });
    }
    const camera = await this.cameras.get(message.cameraId, principal);
    const { userId } = principal;
    const sessionId = message.type === 'join' ? message.sessionId : message.request.sessionId;
    const state = await (message.type === 'join'
      ? this.control.state({ camera, userId, sessionId })
      : this.control.act({ camera, userId, sessionId }, message.request, client.gone.signal));
    client.answer(camera, state, message.reference);
  }

  /** Whoever may not see the camera any more, or whose session has ended, is told so instead. */
  private async follow(client: SocketClient, sessionId: PlaybackSessionId): Promise<void> {
    const joined = client.joined.get(sessionId);
    if (joined === undefined) return;
    try {
      const camera = await this.cameras.get(joined.camera.id, client.principal);
      client.follow(await this.control.state({ camera, userId: client.principal.userId, sessionId }));
    } catch (error) {
      const problem = toDomainError(error);
      if (problem.status === 404) client.leave(sessionId);
      else client.tell({ type: 'problem', problem: toProblem(problem, randomUUID()) });
    }
  }
}
