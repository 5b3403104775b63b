import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type Database, type Listening, listen } from '@playhead/database';
import { DATABASE, LOGGER } from '@playhead/service-kit';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { VMS_CONFIG } from '../config.token.ts';
import type { VmsConfig } from '../config.ts';
import type { ImportedDevices } from '../discovery/discovery-index.ts';

/** Told by a trigger whenever cameras come or go. */
const CHANNEL = 'playhead_cameras';

/** Which cameras are imported, from memory for as long as PostgreSQL would tell of a change. */
@Injectable()
export class ImportedDevicesRepository implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private known: Promise<ImportedDevices> | undefined;
  private listening = false;
  private connection: Listening | undefined;

  constructor(
    @Inject(DATABASE) private readonly database: Kysely<Database>,
    @Inject(VMS_CONFIG) private readonly config: VmsConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.connection = listen({
      url: this.config.DATABASE_URL,
      channel: CHANNEL,
      applicationName: 'playhead-vms-cameras',
      onListening: () => this.setListening(true),
      onNotification: () => this.forget(),
      onBreak: (error) => {
        this.setListening(false);
        this.logger.warn({ err: error }, 'the connection that tells of imported cameras broke');
      },
    });
  }

  async beforeApplicationShutdown() {
    await this.connection?.close();
  }

  current(): Promise<ImportedDevices> {
    if (!this.listening) return this.load();
    this.known ??= this.remembered();
    return this.known;
  }

  /** What was changed by this instance is seen at once, without waiting to be told. */
  forget() {
    this.known = undefined;
  }

  private setListening(listening: boolean) {
    this.listening = listening;
    this.forget();
  }

  /** A failed reading is not remembered. */
  private remembered(): Promise<ImportedDevices> {
    const loading = this.load().catch((error: unknown) => {
      if (this.known === loading) this.forget();
      throw error;
    });
    return loading;
  }

  private async load(): Promise<ImportedDevices> {
    const rows = await this.database
      .selectFrom('cameras')
      .select(['id', 'milestone_device_id'])
      .where('milestone_device_id', 'is not', null)
      .execute();
    return new Map(rows.map(({ id, milestone_device_id: deviceId }) => [deviceId ?? '', id]));
  }
}
