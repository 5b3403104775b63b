import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { cameraSearchKey } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { DATABASE, LOGGER } from '@playhead/service-kit';
import { type Kysely, sql } from 'kysely';
import type { Logger } from 'pino';

const BATCH = 1_000;

/** Gives a search key to cameras that have none: those from before there were keys. */
@Injectable()
export class SearchKeysRepository implements OnApplicationBootstrap {
  constructor(
    @Inject(DATABASE) private readonly database: Kysely<Database>,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap() {
    try {
      while ((await this.fillBatch()) === BATCH);
    } catch (error) {
      this.logger.warn({ err: error }, 'search keys could not be filled in; the next start tries again');
    }
  }

  private async fillBatch(): Promise<number> {
    const rows = await this.database
      .selectFrom('cameras')
      .select(['id', 'name', 'name_ar'])
      .where('search_key', 'is', null)
      .limit(BATCH)
      .execute();
    const ids = rows.map(({ id }) => id);
    const keys = rows.map(({ name, name_ar: nameAr }) => cameraSearchKey({ name, nameAr }));
    const names = rows.map(({ name }) => name);
    await sql`
      UPDATE cameras SET search_key = filled.key
      FROM unnest(${ids}::uuid[], ${keys}::text[], ${names}::text[]) AS filled(id, key, name)
      WHERE cameras.id = filled.id AND cameras.name = filled.name AND search_key IS NULL`.execute(
      this.database,
    );
    return rows.length;
  }
}
