import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type {
  SyncAllRequest,
  SyncJob,
  SyncJobId,
  SyncList,
  SyncQuery,
  SyncStarted,
  UserId,
} from '@playhead/contracts';
import { MilestoneError } from '@playhead/milestone';
import {
  AuditRepository,
  CameraAccessRepository,
  Clock,
  DomainError,
  includesCamera,
  LOGGER,
  type Principal,
  withSignals,
} from '@playhead/service-kit';
import type { Logger } from 'pino';
import { type NewSync, SyncHistoryRepository } from './sync-history.repository.ts';
import { SyncReport } from './sync-report.ts';
import { toSyncJob, toSyncSummary } from './sync-row.ts';
import { SyncRunnerService, type SyncWishes } from './sync-runner.service.ts';

/** A job that nobody has renewed for so long is dead, in ms. */
const LEASE_MS = 30_000;
/** How often a running job says how far it is, in ms. */
const PROGRESS_MS = 1_000;

class LeaseLostError extends Error {
  override name = 'LeaseLostError';
}

/** Syncs of everything, one at a time on all instances. */
@Injectable()
export class SyncService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ending = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly history: SyncHistoryRepository,
    private readonly runner: SyncRunnerService,
    private readonly access: CameraAccessRepository,
    private readonly audit: AuditRepository,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap() {
    try {
      await this.history.failDead(this.clock.now());
    } catch (error) {
      this.logger.warn({ err: error }, 'dead syncs could not be looked for');
    }
  }

  async beforeApplicationShutdown() {
    this.ending.abort(new DomainError('service-unavailable', { detail: 'The service was stopped.' }));
    await this.running;
  }

  /** Begins a sync and answers at once. @throws DomainError `sync-running`. */
  start(by: Principal, wishes: SyncAllRequest): Promise<SyncStarted> {
    return this.audit.around(
      { action: 'camera.sync', by, details: { ...wishes } },
      async () => {
        const begun = await this.begin({ ...wishes, ...this.lease(), initiatedBy: by.username });
        if ('begun' in begun) {
          const message = 'Camera synchronization started';
          return { syncJobId: begun.begun, status: 'in_progress' as const, message };
        }
        throw new DomainError('sync-running', {
          detail: 'Wait until it is done, or follow its progress.',
          members: 'running' in begun ? { syncJobId: begun.running } : {},
        });
      },
      ({ syncJobId }) => ({ details: { ...wishes, syncJobId } }),
    );
  }

  /** Begins a sync when none has begun for `intervalSeconds`, on any instance. */
  async startScheduled(intervalSeconds: number): Promise<void> {
    const { now, claimedUntil } = this.lease();
    const unlessSince = new Date(now.getTime() - intervalSeconds * 1000);
    await this.begin({ now, claimedUntil, unlessSince, autoImport: false, initiatedBy: 'schedule' });
  }

  /** What it says of cameras that this person may not see is left out. @throws DomainError `sync-not-found`. */
  async get(userId: UserId, id: SyncJobId): Promise<SyncJob> {
    const now = this.clock.now();
    await this.history.failDead(now);
    const [row, visible] = await Promise.all([this.history.find(id), this.access.visible(userId)]);
    if (row === undefined) {
      throw new DomainError('sync-not-found', {
        detail: 'GET /api/v1/milestone/sync lists those there are.',
      });
    }
    const job = toSyncJob(row, now);
    const shown = ({ cameraId }: { cameraId?: string | undefined }) =>
      cameraId === undefined || includesCamera(visible, cameraId);
    return { ...job, changes: job.changes.filter(shown), errorDetails: job.errorDetails.filter(shown) };
  }

  async list({ limit, offset }: SyncQuery): Promise<SyncList> {
    const now = this.clock.now();
    await this.history.failDead(now);
    const { rows, total } = await this.history.list(limit, offset);
    return { syncs: rows.map((row) => toSyncSummary(row, now)), total };
  }

  private async begin(sync: NewSync) {
    this.ending.signal.throwIfAborted();
    const begun = await this.history.begin(sync);
    if ('begun' in begun) this.running = this.run(begun.begun, sync);
    return begun;
  }

  private async run(id: SyncJobId, wishes: SyncWishes): Promise<void> {
    const report = new SyncReport();
    const lost = new AbortController();
    const beat = setInterval(() => void this.renew(id, report, lost), PROGRESS_MS);
    try {
      await withSignals([lost.signal, this.ending.signal], (either) =>
        this.runner.run(wishes, report, either),
      );
      await this.history.finish(id, { status: 'completed', error: null }, report, this.clock.now());
    } catch (error) {
      await this.fail(id, report, error);
    } finally {
      clearInterval(beat);
    }
  }

  private async fail(id: SyncJobId, report: SyncReport, error: unknown): Promise<void> {
    if (error instanceof LeaseLostError) {
      this.logger.warn({ syncJobId: id }, 'a sync was held for dead and ends');
      return;
    }
    const known = error instanceof MilestoneError || error instanceof DomainError;
    if (!known) this.logger.error({ err: error, syncJobId: id }, 'a sync failed');
    const reason = known ? error.message : 'Something went wrong on our side; the log tells what.';
    try {
      await this.history.finish(id, { status: 'failed', error: reason }, report, this.clock.now());
    } catch (failure) {
      this.logger.error({ err: failure, syncJobId: id }, 'the end of a sync could not be written down');
    }
  }

  /** A failed renewal is made good by the next one, as long as the lease lasts. */
  private async renew(id: SyncJobId, report: SyncReport, lost: AbortController): Promise<void> {
    const { now, claimedUntil } = this.lease();
    try {
      const held = await this.history.renew(id, report.counts(), now, claimedUntil);
      if (!held) lost.abort(new LeaseLostError(`Sync ${id} was held for dead.`));
    } catch (error) {
      this.logger.warn({ err: error, syncJobId: id }, 'a sync could not say how far it is');
    }
  }

  private lease() {
    const now = this.clock.now();
    return { now, claimedUntil: new Date(now.getTime() + LEASE_MS) };
  }
}
