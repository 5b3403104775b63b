import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient, VmsCamera } from '@playhead/milestone';
import { Clock, MILESTONE } from '@playhead/service-kit';

const PAGE = 500;
/** How long a list may be shown before it is asked for again, in ms. */
const FRESH_MS = 5_000;

/** All cameras of the VMS. However many ask at once, the VMS is asked once. */
@Injectable()
export class CameraDirectory {
  private known: { cameras: VmsCamera[]; readAt: number } | undefined;
  private reading: Promise<VmsCamera[]> | undefined;

  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly clock: Clock,
  ) {}

  /** @throws MilestoneError */
  all(): Promise<VmsCamera[]> {
    const now = this.clock.now().getTime();
    if (this.known !== undefined && now - this.known.readAt < FRESH_MS)
      return Promise.resolve(this.known.cameras);
    this.reading ??= this.read().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async read(): Promise<VmsCamera[]> {
    const byId = new Map<string, VmsCamera>();
    let total = Number.POSITIVE_INFINITY;
    for (let offset = 0; offset < total; offset += PAGE) {
      const page = await this.milestone.listCameras({ limit: PAGE, offset });
      for (const camera of page.cameras) byId.set(camera.deviceId, camera);
      total = page.cameras.length === 0 ? 0 : page.total;
    }
    const cameras = [...byId.values()];
    this.known = { cameras, readAt: this.clock.now().getTime() };
    return cameras;
  }
}
