import { Inject, Injectable } from '@nestjs/common';
import { CameraId, type CameraSource, DeviceId } from '@playhead/contracts';
import type { VmsCamera } from '@playhead/milestone';
import { LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { ImportedDevicesRepository } from '../cameras/imported-devices.repository.ts';
import { VMS_CONFIG } from '../config.token.ts';
import type { VmsConfig } from '../config.ts';
import type { CameraListing } from '../discovery/camera-listing.ts';
import { eachLimited } from '../each-limited.ts';
import { ImportRepository } from '../import/import.repository.ts';
import { WatchService } from '../watch/watch.service.ts';
import { compareCamera, type SyncedRow } from './compare-camera.ts';
import { SyncReport, sourceOf } from './sync-report.ts';
import { SyncedCamerasRepository } from './synced-cameras.repository.ts';

const CONCURRENCY = 4;

export interface SyncWishes {
  sourceFilter?: CameraSource | undefined;
  autoImport: boolean;
}

/**
 * The work of a sync: compares every imported camera with a list that is read for it, and finds those that are new. A
 * camera that can't be written is an entry in the report, not the end. The look behind the list sets their status.
 */
@Injectable()
export class SyncRunnerService {
  constructor(
    private readonly watch: WatchService,
    private readonly synced: SyncedCamerasRepository,
    private readonly imports: ImportRepository,
    private readonly importedDevices: ImportedDevicesRepository,
    @Inject(VMS_CONFIG) private readonly config: VmsConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Fills in the report as it goes. @throws MilestoneError when the VMS gives no list. @throws the signal's reason. */
  async run(
    { sourceFilter, autoImport }: SyncWishes,
    report: SyncReport,
    signal: AbortSignal,
  ): Promise<void> {
    const listing = await this.watch.look();
    const all = await this.synced.all();
    const ours = all.filter(({ source }) => sourceFilter === undefined || source === sourceFilter);
    const importedIds = new Set(all.map((row) => row.milestone_device_id));
    const unknown = listing.cameras.filter(
      (device) =>
        !importedIds.has(device.deviceId) &&
        (sourceFilter === undefined || sourceOf(device) === sourceFilter),
    );
    report.discovered =
      unknown.length + ours.filter((row) => listing.byId.has(row.milestone_device_id ?? '')).length;
    await this.syncImported(ours, listing, report, signal);
    await eachLimited(unknown, autoImport ? CONCURRENCY : 1, async (device) => {
      signal.throwIfAborted();
      await this.meetNew(device, listing.asOf, autoImport, report);
    });
    if (report.imported > 0) this.importedDevices.forget();
  }

  private async syncImported(
    rows: readonly SyncedRow[],
    listing: CameraListing,
    report: SyncReport,
    signal: AbortSignal,
  ): Promise<void> {
    const unchanged: { row: SyncedRow; device: VmsCamera }[] = [];
    for (const row of rows) {
      signal.throwIfAborted();
      const device = listing.byId.get(row.milestone_device_id ?? '');
      if (device === undefined && !listing.complete) continue;
      const comparison = compareCamera(row, device);
      if (device !== undefined && comparison.changes.length === 0) {
        unchanged.push({ row, device });
        continue;
      }
      await this.attempt(row.milestone_device_id ?? '', row, report, async () => {
        if (device !== undefined) {
          await this.synced.follow(row, device, comparison.newName, listing.asOf);
          report.updated += 1;
        }
        report.changes.push(...comparison.changes);
      });
      if (device !== undefined) report.done += 1;
    }
    await this.synced.foundUnchanged(unchanged, listing.asOf);
    report.done += unchanged.length;
  }

  private async meetNew(device: VmsCamera, seenAt: Date, autoImport: boolean, report: SyncReport) {
    await this.attempt(device.deviceId, { name: device.name }, report, async () => {
      const about = { milestoneDeviceId: DeviceId.parse(device.deviceId), name: device.name };
      if (!autoImport) {
        report.changes.push({ kind: 'new', ...about });
        return;
      }
      const server = new URL(this.config.MILESTONE_BASE_URL).host;
      const { milestoneDeviceId: deviceId } = about;
      const row = await this.imports.insert({ device, deviceId, source: sourceOf(device), server, seenAt });
      if (row === undefined) return;
      report.imported += 1;
      report.changes.push({ kind: 'imported', ...about, cameraId: CameraId.parse(row.id) });
    });
    report.done += 1;
  }

  private async attempt(
    deviceId: string,
    { id, name }: { id?: string; name: string },
    report: SyncReport,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.logger.warn({ err: error, deviceId, cameraId: id }, 'a camera could not be synced');
      report.failed(
        deviceId,
        name,
        'What the VMS says of it could not be stored. Look for unusual characters in its name and details in the VMS.',
        id,
      );
    }
  }
}
