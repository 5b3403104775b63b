import { Inject, Injectable } from '@nestjs/common';
import {
  type CameraId,
  type ExportId,
  type ExportJob,
  type ExportList,
  type ExportQuery,
  type ExportRequest,
  roleIncludes,
} from '@playhead/contracts';
import {
  AuditRepository,
  CameraAccessRepository,
  Clock,
  DomainError,
  includesCamera,
  type Principal,
} from '@playhead/service-kit';
import { CamerasRepository } from '../cameras/cameras.repository.ts';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import type { Export } from './export.ts';
import { ExportFolder } from './export-folder.ts';
import { UNFINISHED } from './export-rows.ts';
import { ExportsRepository } from './exports.repository.ts';
import { ExportLinks } from './serving/export-links.ts';
import { toExportJob } from './to-export-job.ts';
import { ExportUpkeep } from './work/export-upkeep.service.ts';
import { ExportWorker } from './work/export-worker.service.ts';

const HOUR_MS = 3_600_000;
/** How many exports of one person may be unfinished. */
const MAX_UNFINISHED = 20;
const LIMIT_RETRY_SECONDS = 60;

/** What people do with exports. Somebody's own, or anybody's for administrators; of cameras that they see, each time. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly exports: ExportsRepository,
    private readonly cameras: CamerasRepository,
    private readonly access: CameraAccessRepository,
    private readonly audit: AuditRepository,
    private readonly worker: ExportWorker,
    private readonly upkeep: ExportUpkeep,
    private readonly folder: ExportFolder,
    private readonly links: ExportLinks,
    private readonly clock: Clock,
    @Inject(PLAYBACK_CONFIG) private readonly config: PlaybackConfig,
  ) {}

  /** @throws DomainError `camera-not-found`, `request-invalid`, `export-limit-reached`. */
  create(cameraId: CameraId, request: ExportRequest, user: Principal): Promise<ExportJob> {
    const entry = { action: 'export.create' as const, by: user, cameraId, details: { ...request } };
    const work = async () => {
      await this.cameras.get(cameraId, user);
      this.requireRange(request);
      const { userId } = user;
      const { PLAYBACK_EXPORT_PART_SECONDS: partSeconds } = this.config;
      const id = await this.exports.create({ userId, cameraId, request, most: MAX_UNFINISHED, partSeconds });
      if (id === undefined) throw tooMany();
      this.worker.look();
      return this.get(id, user);
    };
    return this.audit.around(entry, work, ({ exportId }) => ({ details: { exportId, ...request } }));
  }

  async list(query: ExportQuery, user: Principal): Promise<ExportList> {
    const visible = await this.access.visible(user.userId);
    const own = roleIncludes(user.role, 'admin') ? undefined : user.userId;
    const { exports, total } = await this.exports.page(query, visible, own);
    return { exports: exports.map((one) => toExportJob(one, this.links, user.userId)), total };
  }

  /** @throws DomainError `export-not-found`. */
  async get(id: ExportId, user: Principal): Promise<ExportJob> {
    return toExportJob(await this.find(id, user), this.links, user.userId);
  }

  /** Cancels one that is unfinished; any other is deleted with its file. @throws DomainError `export-not-found`. */
  async end(id: ExportId, user: Principal): Promise<void> {
    const found = await this.find(id, user);
    const isUnfinished = UNFINISHED.some((status) => status === found.status);
    const action = isUnfinished ? ('export.cancel' as const) : ('export.delete' as const);
    await this.audit.around({ ...entryOf(found, user), action }, async () => {
      if (isUnfinished) await this.exports.cancel(id, this.config.PLAYBACK_EXPORT_RETENTION_DAYS);
      else await this.exports.remove(id);
      await this.worker.giveUp(id);
      if (found.folderId === this.folder.id) await this.upkeep.clear();
    });
  }

  /** @throws DomainError `export-not-found`, `export-not-failed`. */
  async retry(id: ExportId, user: Principal): Promise<ExportJob> {
    const found = await this.find(id, user);
    return this.audit.around({ ...entryOf(found, user), action: 'export.retry' }, async () => {
      if (!(await this.exports.retry(id))) throw notFailed();
      this.worker.look();
      return this.get(id, user);
    });
  }

  private async find(id: ExportId, user: Principal): Promise<Export> {
    const [found, visible] = await Promise.all([this.exports.find(id), this.access.visible(user.userId)]);
    const isTheirs = found?.userId === user.userId || roleIncludes(user.role, 'admin');
    if (found !== undefined && isTheirs && includesCamera(visible, found.cameraId)) return found;
    throw noSuchExport();
  }

  private requireRange({ startTime, endTime }: ExportRequest) {
    const { PLAYBACK_EXPORT_MAX_HOURS: hours } = this.config;
    if (Date.parse(endTime) - Date.parse(startTime) > hours * HOUR_MS) {
      throw new DomainError('request-invalid', {
        detail: `One export spans ${hours} hours at most. Export a longer range in several.`,
        members: { maxHours: hours },
      });
    }
    if (Date.parse(endTime) > this.clock.now().getTime()) {
      throw new DomainError('request-invalid', {
        detail: 'The range ends in the future. End it now at the latest.',
      });
    }
  }
}

const entryOf = ({ id, cameraId, startTime, endTime }: Export, by: Principal) => ({
  by,
  cameraId,
  details: { exportId: id, startTime, endTime },
});

export const noSuchExport = () =>
  new DomainError('export-not-found', {
    detail: 'It was deleted, or its time was up. Export the range again if you need it.',
  });

const notFailed = () =>
  new DomainError('export-not-failed', {
    detail: 'It is being worked on, or over. Look at its state.',
  });

const tooMany = () =>
  new DomainError('export-limit-reached', {
    detail: `${MAX_UNFINISHED} of your exports are unfinished. Wait until some are done, or cancel some.`,
    retryAfterSeconds: LIMIT_RETRY_SECONDS,
    members: { limit: MAX_UNFINISHED },
  });
