import { Inject, Injectable } from '@nestjs/common';
import type { AuditAction, AuditOutcome, CameraId } from '@playhead/contracts';
import type { AuditEntriesTable, Database } from '@playhead/database';
import type { Insertable, Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Principal } from '../auth/principal.ts';
import { Clock } from '../clock/clock.ts';
import { DATABASE } from '../database/database.module.ts';
import { LOGGER } from '../logging/logger.ts';
import { toDomainError } from '../problems/to-problem.ts';
import { currentRequest } from '../service/request-context.ts';

export interface AuditedAction {
  action: AuditAction;
  by: Pick<Principal, 'username'> & Partial<Pick<Principal, 'userId'>>;
  cameraId?: CameraId;
  details?: Record<string, unknown>;
}

/** An entry of the trail, before it is stored. */
export type AuditEntry = Insertable<AuditEntriesTable>;

/** The audit trail: appended to, never changed (design §2). Where a request came from is found by itself. */
@Injectable()
export class AuditRepository {
  constructor(
    @Inject(DATABASE) private readonly database: Kysely<Database>,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Does the work and writes down how it ended; the work's own result or error goes on to the caller. `learned` adds
   * what is only known once it is done. What is done can't be undone because the trail can't be written: then the
   * entry goes to the log, as an error.
   */
  async around<T>(
    entry: AuditedAction,
    work: () => Promise<T>,
    learned?: (result: T) => Partial<AuditedAction>,
  ): Promise<T> {
    let result: T;
    try {
      result = await work();
    } catch (error) {
      const { code, status } = toDomainError(error);
      const details = { ...entry.details, problem: code };
      await this.recordOrLog({ ...entry, details }, status < 500 ? 'refused' : 'failed');
      throw error;
    }
    await this.recordOrLog({ ...entry, ...learned?.(result) }, 'success');
    return result;
  }

  private async recordOrLog(entry: AuditedAction, outcome: AuditOutcome): Promise<void> {
    try {
      await this.record(entry, outcome);
    } catch (error) {
      const { action, by, cameraId, details } = entry;
      this.logger.error(
        {
          err: error,
          audit: { action, userId: by.userId, username: by.username, cameraId, details, outcome },
        },
        'an audit entry could not be stored',
      );
    }
  }

  async record(action: AuditedAction, outcome: AuditOutcome): Promise<void> {
    await this.store([this.entry(action, outcome)], this.database);
  }

  /** What is to be stored of an action that is being done now, by the request that is being answered, if there is one. */
  entry({ action, by, cameraId, details }: AuditedAction, outcome: AuditOutcome): AuditEntry {
    const request = currentRequest();
    return {
      at: this.clock.now(),
      user_id: by.userId ?? null,
      username: by.username,
      action,
      camera_id: cameraId ?? null,
      outcome,
      source_address: request?.clientAddress ?? null,
      request_id: request?.id ?? null,
      details: details === undefined ? null : JSON.stringify(details),
    };
  }

  /** Stores entries in the transaction of what they tell of: both are there, or neither. */
  async store(entries: readonly AuditEntry[], transaction: Kysely<Database>): Promise<void> {
    if (entries.length > 0) await transaction.insertInto('audit_entries').values(entries).execute();
  }
}
