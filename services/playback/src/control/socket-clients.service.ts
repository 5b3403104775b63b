import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type CameraId, PlaybackMessage, type PlaybackSessionId, type Problem } from '@playhead/contracts';
import { Clock, DomainError, LOGGER, type Principal, toDomainError, toProblem } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { z } from 'zod';
import { CamerasRepository, type PlayableCamera } from '../cameras/cameras.repository.ts';
import { ControlService } from './control.service.ts';
import type { PlaybackSession } from './playback-session.ts';
import { type EndedSession, readNews } from './session-news.ts';
import { type Joined, SocketClient, type SocketConnection } from './socket-client.ts';

/** Sessions that one client may follow: more than any wall has tiles. */
const MAX_JOINED = 256;
/** How long after a look that failed it is looked again, in ms. */
const LOOK_AGAIN_MS = 5_000;

const Referenced = z.object({ reference: PlaybackMessage.options[0].shape.reference });

/** Who follows playback sessions on this instance, whichever instance they are acted on. */
@Injectable()
export class SocketClientsService {
  private readonly clients = new Map<SocketConnection, SocketClient>();

  constructor(
    private readonly cameras: CamerasRepository,
    private readonly control: ControlService,
    private readonly clock: Clock,
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
        client.tell({ type: 'problem', problem: this.problemOf(error), reference });
      }
    });
  }

  /** Tells all who follow the session where it is since somebody acted on it, or that it is over. */
  spread(text: string): void {
    const news = readNews(text);
    if (news?.kind === 'changed') this.lookAgain(news.sessionId);
    if (news?.kind === 'over') this.over(news);
  }

  /** Tells everybody of everything they follow: for when announcements may have been missed. */
  spreadAll(): void {
    for (const id of this.followed()) this.lookAgain(id);
  }

  /** The sessions that somebody follows here. */
  followed(): PlaybackSessionId[] {
    return [...new Set([...this.clients.values()].flatMap(({ joined }) => [...joined.keys()]))];
  }

  /** Tells of sessions whose footage may have run out until now, epoch ms. */
  lookAtDue(now: number): void {
    for (const client of this.clients.values()) {
      for (const id of client.due(now)) client.afterwards(() => this.follow(client, id));
    }
  }

  /** Tells all who follow the session where it is now; that it is gone, if it is. */
  lookAgain(id: PlaybackSessionId): void {
    for (const client of this.followersOf(id)) client.afterwards(() => this.follow(client, id));
  }

  private over(ended: EndedSession): void {
    const { id } = ended.session;
    for (const client of this.followersOf(id)) client.afterwards(() => this.end(client, ended));
  }

  /** Where it ended is told to those who may still see its camera. */
  private async end(client: SocketClient, ended: EndedSession): Promise<void> {
    const { session, reason } = ended;
    const joined = client.joined.get(session.id);
    if (joined === undefined) return;
    try {
      const camera = await this.cameras.get(joined.camera.id, client.principal);
      await this.tellEnd(client, camera, ended);
    } catch (error) {
      client.leave(session.id, this.problemOf(error).status === 404 ? {} : { reason });
    }
  }

  private async tellEnd(client: SocketClient, camera: PlayableCamera, { session, reason }: EndedSession) {
    const state = await this.lastState(camera, session);
    client.leave(session.id, { reason, state: state ?? client.joined.get(session.id)?.state });
  }

  /** `undefined` while the VMS can't say where it was. */
  private async lastState(camera: PlayableCamera, session: PlaybackSession) {
    try {
      return (await this.control.see(camera, session)).state;
    } catch (error) {
      this.logger.warn({ err: error }, 'where a session ended is not known');
      return undefined;
    }
  }

  private followersOf(id: PlaybackSessionId): SocketClient[] {
    return [...this.clients.values()].filter(({ joined }) => joined.has(id));
  }

  private async act(client: SocketClient, message: PlaybackMessage): Promise<void> {
    const { principal } = client;
    if (message.type === 'leave') {
      client.leave(message.sessionId, { reference: message.reference });
      return;
    }
    const sessionId = message.type === 'join' ? message.sessionId : message.request.sessionId;
    if (client.joined.size >= MAX_JOINED && !isJoined(client, message.cameraId, sessionId)) {
      throw new DomainError('too-many-requests', {
        detail: `Leave a session first: ${MAX_JOINED} are followed.`,
      });
    }
    const camera = await this.cameras.get(message.cameraId, principal);
    const { userId } = principal;
    const sight = await (message.type === 'join'
      ? this.control.join({ camera, userId, sessionId })
      : this.control.act({ camera, userId, sessionId }, message.request, client.gone.signal));
    client.answer(camera, sight, message.reference);
  }

  /** Whoever may not see the camera any more, or whose session has ended, is told so instead. */
  private async follow(client: SocketClient, sessionId: PlaybackSessionId): Promise<void> {
    const joined = client.joined.get(sessionId);
    if (joined === undefined) return;
    try {
      await this.look(client, joined);
    } catch (error) {
      const problem = this.problemOf(error);
      if (problem.status === 404) client.leave(sessionId);
      else client.miss(sessionId, problem, this.clock.now().getTime() + LOOK_AGAIN_MS);
    }
  }

  private async look(client: SocketClient, joined: Joined): Promise<void> {
    const { sessionId } = joined.state;
    const camera = await this.cameras.get(joined.camera.id, client.principal);
    try {
      client.follow(await this.control.state({ camera, userId: client.principal.userId, sessionId }));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'playback-session-not-found') throw error;
      const session = await this.control.expired(camera, sessionId);
      if (session === undefined) client.leave(sessionId, { reason: 'removed', state: joined.state });
      else await this.tellEnd(client, camera, { session, reason: 'expired' });
    }
  }

  private problemOf(error: unknown): Problem {
    const problem = toDomainError(error);
    if (problem.code === 'internal') this.logger.error({ err: error }, 'a playback client was not served');
    return toProblem(problem, randomUUID());
  }
}

/** Without an id it is the client's own session of the camera, of which it may follow another's besides. */
const isJoined = ({ joined }: SocketClient, cameraId: CameraId, id: PlaybackSessionId | undefined) =>
  id === undefined ? [...joined.values()].some(({ camera }) => camera.id === cameraId) : joined.has(id);
