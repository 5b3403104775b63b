import { Inject, Injectable } from '@nestjs/common';
import type { AuditOutcome, CameraId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import type { Kysely } from 'kysely';
import type { Principal } from '../auth/principal.ts';
import { Clock } from '../clock/clock.ts';
import { DATABASE } from '../database/database.module.ts';
import { toDomainError } from '../problems/to-problem.ts';
import { currentRequest } from '../service/request-context.ts';

/** What somebody did, named `thing.verb`. */
export type AuditAction =
  | 'session.login'
  | 'session.logout'
  | 'user.create'
  | 'user.update'
  | 'user.delete'
  | 'user.access'
  | 'camera.import'
  | 'camera.update'
  | 'camera.delete'
  | 'camera.sync'
  | 'recording.start'
  | 'recording.stop'
  | 'recording.extend';

export interface AuditedAction {
  action: AuditAction;
  by: Pick<Principal, 'username'> & Partial<Pick<Principal, 'userId'>>;
  cameraId?: CameraId;
  details?: Record<string, unknown>;
}

/** The audit trail: appended to, never changed (design §2). Where a request came from is found by itself. */
@Injectable()
export class AuditRepository {
  constructor(
    @Inject(DATABASE) private readonly database: Kysely<Database>,
    private readonly clock: Clock,
  ) {}

  /**
   * Does the work and writes down how it ended; the work's own error goes on to the caller. `learned` adds what is
   * only known once it is done.
   */
  async around<T>(
    entry: AuditedAction,
    work: () => Promise<T>,
    learned?: (result: T) => Partial<AuditedAction>,
  ): Promise<T> {
    try {
      const result = await work();
      await this.record({ ...entry, ...learned?.(result) }, 'success');
      return result;
    } catch (error) {
      const { code, status } = toDomainError(error);
      const details = { ...entry.details, problem: code };
      await this.record({ ...entry, details }, status < 500 ? 'refused' : 'failed');
      throw error;
    }
  }

  async record({ action, by, cameraId, details }: AuditedAction, outcome: AuditOutcome): Promise<void> {
    const request = currentRequest();
    await this.database
      .insertInto('audit_entries')
      .values({
        at: this.clock.now(),
        user_id: by.userId ?? null,
        username: by.username,
        action,
        camera_id: cameraId ?? null,
        outcome,
        source_address: request?.clientAddress ?? null,
        request_id: request?.id ?? null,
        details: details === undefined ? null : JSON.stringify(details),
      })
      .execute();
  }
}
