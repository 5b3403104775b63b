import { Injectable } from '@nestjs/common';
import type { MilestoneCameraList, MilestoneCameraQuery } from '@playhead/contracts';
import { ImportedDevicesRepository } from '../cameras/imported-devices.repository.ts';
import { WatchService } from '../watch/watch.service.ts';
import { DiscoveryIndex } from './discovery-index.ts';

@Injectable()
export class DiscoveryService {
  private readonly index = new DiscoveryIndex();

  constructor(
    private readonly watch: WatchService,
    private readonly importedDevices: ImportedDevicesRepository,
  ) {}

  /** @throws MilestoneError when the VMS was to be asked and does not answer. */
  async list(query: MilestoneCameraQuery): Promise<MilestoneCameraList> {
    if (query.refresh) await this.watch.look();
    const [{ listing, stale }, imported] = await Promise.all([
      this.watch.listing(),
      this.importedDevices.current(),
    ]);
    const matching = this.index.search(listing, imported, query);
    return {
      cameras: matching.slice(query.offset, query.offset + query.limit),
      total: matching.length,
      imported: imported.size,
      asOf: listing.asOf.toISOString(),
      stale,
    };
  }
}
