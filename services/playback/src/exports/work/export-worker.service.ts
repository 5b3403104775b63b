import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { ExportId } from '@playhead/contracts';
import { AuditRepository, LOGGER, withoutRequest } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { PLAYBACK_CONFIG } from '../../config.token.ts';
import type { PlaybackConfig } from '../../config.ts';
import { Instances } from '../../instances/instances.ts';
import { pauseAfter, toExportError } from '../export-failure.ts';
import { ExportFolder } from '../export-folder.ts';
import { type ClaimedExport, ExportClaimsRepository, LEASE_SECONDS } from './export-claims.repository.ts';
import { ClaimLostError, ExportRun, type Progress } from './export-run.ts';
import { ExportUpkeep } from './export-upkeep.service.ts';
import { ExportWorkRepository } from './export-work.repository.ts';

/** How often this instance says that it works, and looks for more work, in ms. */
const LOOK_MS = 1_000;

interface Work {
  abort: AbortController;
  done: Promise<void>;
}

/**
 * Works on exports, so many at a time, whoever asked for them wherever. It keeps nothing in memory that matters: what this
 * instance leaves behind when it dies, another goes on with as soon as its claim has run out.
 */
@Injectable()
export class ExportWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly underWay = new Map<ExportId, Work>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private isEnding = false;
  private beatenAt = performance.now();
  private isSilent = false;

  constructor(
    private readonly run: ExportRun,
    private readonly claims: ExportClaimsRepository,
    private readonly work: ExportWorkRepository,
    private readonly folder: ExportFolder,
    private readonly upkeep: ExportUpkeep,
    private readonly instances: Instances,
    private readonly audit: AuditRepository,
    @Inject(PLAYBACK_CONFIG) private readonly config: PlaybackConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.timer = withoutRequest(() => setInterval(() => this.look(), LOOK_MS));
    this.look();
  }

  /** Before the database closes: what is under way is left to the others as it is. */
  async beforeApplicationShutdown() {
    this.isEnding = true;
    clearInterval(this.timer);
    await this.looking;
    for (const { abort } of this.underWay.values()) abort.abort();
    await Promise.all([...this.underWay.values()].map(({ done }) => done));
    try {
      await this.claims.release(this.instances.self);
    } catch (error) {
      this.logger.warn({ err: error }, 'exports could not be given back; their claims run out by themselves');
    }
  }

  /** Looks for work now, since there may be some. */
  look() {
    if (this.isEnding) return;
    this.looking ??= withoutRequest(() => this.lookOnce()).finally(() => {
      this.looking = undefined;
    });
  }

  /** Ends the work on an export at once, if it is here; resolves when nothing of it runs any more. */
  async giveUp(id: ExportId): Promise<void> {
    const work = this.underWay.get(id);
    work?.abort.abort();
    await work?.done;
  }

  private async lookOnce(): Promise<void> {
    try {
      await this.beat();
      while (!this.isEnding && this.underWay.size < this.config.PLAYBACK_MAX_EXPORTS) {
        const claimed = await this.claims.claim(this.worker, [...this.underWay.keys()]);
        if (claimed === undefined) break;
        this.begin(claimed);
      }
      this.isSilent = false;
    } catch (error) {
      if (!this.isSilent)
        this.logger.warn({ err: error }, 'exports can not be looked for; the next try follows');
      this.isSilent = true;
      // Another instance may have taken over what this one could not say that it still works on.
      if (performance.now() - this.beatenAt > LEASE_SECONDS * 1000)
        for (const { abort } of this.underWay.values()) abort.abort();
    }
  }

  private async beat(): Promise<void> {
    const before = [...this.underWay];
    const held = await this.claims.beat(this.worker);
    this.beatenAt = performance.now();
    for (const [id, { abort }] of before) if (!held.has(id)) abort.abort();
  }

  private get worker() {
    return { instance: this.instances.self, folderId: this.folder.id };
  }

  private begin(claimed: ClaimedExport) {
    const abort = new AbortController();
    const done = this.makeIt(claimed, abort.signal)
      .catch((error: unknown) => {
        this.logger.error(
          { err: error, exportId: claimed.id },
          'how an export ended could not be written down',
        );
      })
      .finally(() => {
        this.underWay.delete(claimed.id);
        this.look();
      });
    this.underWay.set(claimed.id, { abort, done });
  }

  private async makeIt(claimed: ClaimedExport, signal: AbortSignal): Promise<void> {
    const progress: Progress = { step: undefined, attempts: claimed.attempts };
    const { id, userId, username, cameraId, startTime, endTime } = claimed;
    const entry = {
      action: 'export.finish' as const,
      by: { userId, username },
      cameraId,
      details: { exportId: id, startTime, endTime },
    };
    try {
      const { bytes, sha256 } = await this.run.make(claimed, progress, signal);
      await this.audit.record({ ...entry, details: { ...entry.details, bytes, sha256 } }, 'success');
    } catch (error) {
      if (signal.aborted || error instanceof ClaimLostError) return this.upkeep.clear();
      const { code, message: detail } = toExportError(error);
      const { step, attempts } = progress;
      const seconds = pauseAfter(code, attempts + 1);
      this.logger.warn({ err: error, exportId: id, step, retryInSeconds: seconds }, 'an export failed');
      const failure = { code, detail, step };
      if (seconds !== undefined) return this.work.postpone(id, failure, seconds, this.instances.self);
      await this.work.fail(id, failure, this.config.PLAYBACK_EXPORT_RETENTION_DAYS, this.instances.self);
      await this.audit.record({ ...entry, details: { ...entry.details, problem: code } }, 'failed');
    }
  }
}
