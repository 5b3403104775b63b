import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { type LiveHello, liveCloseCodes, type UserId } from '@playhead/contracts';
import { LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { LiveAccessService } from './live-access.service.ts';
import { LiveClient, type LiveConnection } from './live-client.ts';
import { LiveEventsRepository } from './live-events.repository.ts';
import { LiveFeedService } from './live-feed.service.ts';
import { type OutgoingEvent, toOutgoing } from './stored-event.ts';

/** Access changed by another way than through the API is told by nobody: this often everybody's is read again, in ms. */
const REFRESH_MS = 60_000;

/** A client is told this often, in s, that its connection lives: no page can see a ping. */
const ALIVE_SECONDS = 15;

/** Who listens to live events on this instance. */
@Injectable()
export class LiveClientsService implements OnApplicationShutdown {
  private readonly clients = new Map<LiveConnection, LiveClient>();
  private readonly refreshing = setInterval(() => void this.refreshAll(), REFRESH_MS);
  private readonly signsOfLife = setInterval(() => this.sayAlive(), ALIVE_SECONDS * 1000);

  constructor(
    private readonly access: LiveAccessService,
    private readonly events: LiveEventsRepository,
    private readonly feed: LiveFeedService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    feed.onEvent = (event) => this.deliver(event);
  }

  onApplicationShutdown() {
    clearInterval(this.refreshing);
    clearInterval(this.signsOfLife);
  }

  /**
   * Greets a client, tells it what it missed, and from then on all it may see. It is among the listeners before the
   * missed events are read, so that none falls between; and what it may see is read after them, so that a change among
   * them has been taken in.
   */
  async add(connection: LiveConnection, userId: UserId, { lastEventId }: Pick<LiveHello, 'lastEventId'>) {
    const position = this.feed.position;
    if (position === undefined) {
      connection.close(liveCloseCodes.tryAgainLater, 'live events are not available yet');
      return;
    }
    const client = new LiveClient(connection, userId);
    this.clients.set(connection, client);
    try {
      const missed = lastEventId ? await this.missedSince(lastEventId) : undefined;
      if (!(await this.allow(client))) return;
      if (lastEventId) {
        client.say({ type: 'authenticated', aliveSeconds: ALIVE_SECONDS });
        if (missed === undefined) client.say({ type: 'resync', lastEventId: String(position) });
        client.catchUp(missed?.seen ?? position, missed?.events ?? []);
      } else {
        client.say({
          type: 'authenticated',
          lastEventId: String(position),
          aliveSeconds: ALIVE_SECONDS,
        });
        client.catchUp(position, []);
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'a live client can not be served; it is to come back');
      this.clients.delete(connection);
      client.close(liveCloseCodes.tryAgainLater, 'live events are not available');
    }
  }

  remove(connection: LiveConnection) {
    this.clients.delete(connection);
  }

  async refreshAll(): Promise<void> {
    for (const [connection, client] of this.clients) await this.refresh(connection, client);
  }

  sayAlive() {
    for (const client of this.clients.values()) client.sayAlive();
  }

  /** What this person may see is read again before the event that says so, or any after it, is told. */
  private deliver(event: OutgoingEvent) {
    for (const [connection, client] of this.clients) {
      if (event.userId === client.userId) void this.refresh(connection, client);
      client.tell(event);
    }
  }

  /** Reads again what somebody may see. Who is gone, or can't be asked about, is sent away. */
  private async refresh(connection: LiveConnection, client: LiveClient): Promise<void> {
    try {
      if (!(await this.allow(client))) this.clients.delete(connection);
    } catch (error) {
      this.logger.warn({ err: error }, 'what a live client may see can not be read; it is to come back');
      this.clients.delete(connection);
      client.close(liveCloseCodes.tryAgainLater, 'live events are not available');
    }
  }

  private async allow(client: LiveClient): Promise<boolean> {
    const exists = await client.allow(() => this.access.visible(client.userId));
    if (!exists) client.close(liveCloseCodes.signInRequired, 'the account is gone');
    return exists;
  }

  private async missedSince(
    lastEventId: string,
  ): Promise<{ seen: bigint; events: OutgoingEvent[] } | undefined> {
    if (!/^\d{1,18}$/.test(lastEventId)) return undefined;
    const seen = BigInt(lastEventId);
    const missed = await this.events.since(seen);
    return missed && { seen, events: missed.map(toOutgoing).filter((event) => event !== undefined) };
  }
}
