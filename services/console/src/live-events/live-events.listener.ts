import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { LiveEvent } from '@playhead/contracts';
import { LIVE_EVENTS_CHANNEL, LOGGER } from '@playhead/service-kit';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { CONSOLE_CONFIG } from '../config.token.ts';
import type { ConsoleConfig } from '../config.ts';
import { LiveEventsService } from './live-events.service.ts';

const RECONNECT_MS = 1_000;

/** Holds one connection that LISTENs, and opens another when it breaks. */
@Injectable()
export class LiveEventsListener implements OnApplicationBootstrap, OnApplicationShutdown {
  private client: Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly events: LiveEventsService,
    @Inject(CONSOLE_CONFIG) private readonly config: ConsoleConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap() {
    await this.listen();
  }

  async onApplicationShutdown() {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.client?.end();
  }

  private async listen(): Promise<void> {
    const client = new Client({
      connectionString: this.config.DATABASE_URL,
      application_name: 'playhead-console-events',
    });
    this.client = client;
    client.on('notification', ({ payload }) => this.deliver(payload));
    client.on('error', (error) => this.logger.warn({ err: error }, 'the live events connection broke'));
    client.once('end', () => this.listenAgain());
    try {
      await client.connect();
      await client.query(`LISTEN ${LIVE_EVENTS_CHANNEL}`);
    } catch (error) {
      this.logger.warn({ err: error }, 'live events can not be listened to; trying again');
      this.listenAgain();
    }
  }

  private listenAgain() {
    if (this.stopped) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.listen(), RECONNECT_MS);
  }

  private deliver(payload: string | undefined) {
    const event = LiveEvent.safeParse(JSON.parse(payload ?? 'null'));
    if (event.success) this.events.deliver(event.data);
    else this.logger.error({ err: event.error }, 'a live event does not fit the contract and is dropped');
  }
}
