import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { connect, type Database } from '@playhead/database';
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';

/** The token under which services get their `Kysely<Database>`. */
export const DATABASE = Symbol('database');

export interface DatabaseOptions {
  url: string;
  maxConnections: number;
  service: string;
  logger: Logger;
}

@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Kysely<Database>) {}

  static over(database: Kysely<Database>): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [{ provide: DATABASE, useValue: database }],
      exports: [DATABASE],
    };
  }

  async onApplicationShutdown() {
    await this.database.destroy();
  }
}

export const openDatabase = ({ url, maxConnections, service, logger }: DatabaseOptions): Kysely<Database> =>
  connect({
    url,
    maxConnections,
    applicationName: `playhead-${service}`,
    onIdleError: (error) => logger.warn({ err: error }, 'a database connection broke and is replaced'),
  });

/** Throws while PostgreSQL can't be reached. */
export const pingDatabase = (database: Kysely<Database>) => sql`SELECT 1`.execute(database);
