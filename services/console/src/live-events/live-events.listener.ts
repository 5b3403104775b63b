import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { HealthService, LIVE_EVENTS_CHANNEL, LOGGER } from '@playhead/service-kit';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { CONSOLE_CONFIG } from '../config.token.ts';
import type { ConsoleConfig } from '../config.ts';
import { LiveClientsService } from './live-clients.service.ts';
import { LiveFeedService } from './live-feed.service.ts';

const RECONNECT_MS = 1_000;

/** A connection may die without a word: it is asked this often, and has as long to answer. */
const HEARTBEAT_MS = 5_000;

/** Holds one connection that LISTENs, and opens another when it breaks. */
@Injectable()
export class LiveEventsListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private client: Client | undefined;
  private listening = false;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly clients: LiveClientsService,
    private readonly feed: LiveFeedService,
    health: HealthService,
    @Inject(CONSOLE_CONFIG) private readonly config: ConsoleConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    health.require({ name: 'live events', check: () => this.check() });
  }

  async onApplicationBootstrap() {
    await this.listen();
  }

  async onApplicationShutdown() {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end();
  }

  private async check(): Promise<void> {
    if (!this.listening) throw new Error('The connection that listens for live events is down.');
  }

  private async listen(): Promise<void> {
    const client = new Client({
      connectionString: this.config.DATABASE_URL,
      application_name: 'playhead-console-events',
      connectionTimeoutMillis: HEARTBEAT_MS,
      query_timeout: HEARTBEAT_MS,
      keepAlive: true,
    });
    this.client = client;
    client.on('notification', ({ payload }) => void this.feed.hear(payload));
    client.on('error', (error) => this.lose(client, error));
    client.once('end', () => this.lose(client));
    try {
      await client.connect();
      await client.query(`LISTEN ${LIVE_EVENTS_CHANNEL}`);
      await this.clients.refreshAll();
      await this.feed.resume();
      if (this.client !== client) return;
      this.listening = true;
      this.beatLater(client);
    } catch (error) {
      this.lose(client, error);
    }
  }

  private beatLater(client: Client) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.beat(client), HEARTBEAT_MS);
  }

  private async beat(client: Client): Promise<void> {
    try {
      await client.query('SELECT 1');
      if (this.client === client && !this.stopped) this.beatLater(client);
    } catch (error) {
      this.lose(client, error);
    }
  }

  /** Gives the connection up, once however many ways it is found broken, and opens another after a while. */
  private lose(client: Client, error?: unknown) {
    if (this.client !== client) return;
    this.client = undefined;
    this.listening = false;
    clearTimeout(this.timer);
    if (this.stopped) return;
    this.logger.warn({ err: error }, 'the live events connection broke; trying again');
    client
      .end()
      .catch((cause: unknown) => this.logger.debug({ err: cause }, 'a broken connection did not end'));
    this.timer = setTimeout(() => void this.listen(), RECONNECT_MS);
  }
}
