import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { ThumbnailInterval } from '@playhead/contracts';
import { Clock, DomainError, LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import { NearbyFootageService } from '../pictures/nearby-footage.ts';
import { PictureCache } from '../pictures/picture-cache.ts';
import { toJpeg } from '../pictures/scale-picture.ts';
import { SharedWork } from '../pictures/shared-work.ts';
import { type StillPicture, toStill } from '../pictures/still-picture.ts';
import { WorkQueue } from '../pictures/work-queue.ts';
import { SnapshotsService } from '../snapshots/snapshots.service.ts';
import { KeyPictures } from './key-pictures.ts';
import { type GridSlot, momentOf, slotOf, slotsWithFootage, slotsWithin } from './thumbnail-grid.ts';

/** Neighbours up to this far apart are decoded together, as key pictures; further, each is asked of the VMS. */
const DENSE_MS = 2_000;
/** The stretch that is decoded together, ms. */
const STRETCH_MS = 10_000;
/** So many neighbours on either side are fetched beforehand where each is asked of the VMS. */
const NEIGHBOURS = 2;
/** What is only fetched beforehand goes one by one, and is left out when there is much of it. */
const BEFOREHAND = { atOnce: 1, waiting: 8 };

export interface ThumbnailRequest {
  /** Any moment of the slot, epoch ms. */
  time: number;
  interval: ThumbnailInterval;
  width: number;
}

/** Small pictures for hovering over a timeline, on a grid of moments, kept in memory. */
@Injectable()
export class ThumbnailsService implements OnApplicationShutdown {
  private readonly cache: PictureCache<StillPicture>;
  private readonly work = new SharedWork<void>();
  private readonly beforehand = new WorkQueue(BEFOREHAND);
  private readonly prefetches = new Set<Promise<void>>();
  private readonly lifetime = new AbortController();

  constructor(
    private readonly keyPictures: KeyPictures,
    private readonly snapshots: SnapshotsService,
    private readonly nearby: NearbyFootageService,
    clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(PLAYBACK_CONFIG) { PLAYBACK_PICTURE_CACHE_MB }: PlaybackConfig,
  ) {
    this.cache = new PictureCache(
      (PLAYBACK_PICTURE_CACHE_MB / 4) * 2 ** 20,
      ({ image }) => image.length,
      clock,
    );
  }

  async onApplicationShutdown() {
    this.lifetime.abort();
    await this.settled();
  }

  /** Resolves when nothing is fetched beforehand any more. */
  async settled(): Promise<void> {
    await Promise.all(this.prefetches);
  }

  /** The slots of `[from, to)`, epoch ms, in which there is footage. @throws MilestoneError */
  async slots(
    camera: PlayableCamera,
    { from, to, interval }: { from: number; to: number; interval: number },
    signal: AbortSignal,
  ): Promise<GridSlot[]> {
    const sequences = await this.nearby.within(camera, from, to, signal);
    return slotsWithFootage(slotsWithin(from, to, interval), sequences, to);
  }

  /**
   * The picture of the slot. Its neighbours are fetched as well, so that they are there when the pointer moves on.
   *
   * @throws DomainError `picture-not-found` without asking the VMS for any picture; `picture-failed`,
   *   `picture-limit-reached`, `vms-unavailable`. @throws MilestoneError
   */
  async get(camera: PlayableCamera, request: ThumbnailRequest, signal: AbortSignal): Promise<StillPicture> {
    const { time, interval, width } = request;
    const slot = slotOf(time, interval);
    const neighbours = neighboursOf(slot).toSorted((one, other) => one - other);
    const [first = slot.start, last = slot.start] = [neighbours[0], neighbours.at(-1)];
    const sequences = await this.nearby.within(camera, first, last + slot.intervalMs, signal);
    const moment = momentOf(slot, sequences);
    if (moment === undefined) throw await this.nearby.notFound(camera, slot.start);

    const key = keyOf(camera, width, moment);
    if (this.cache.get(key) === undefined) await this.takeOne(camera, moment, width, signal);
    for (const start of neighbours) {
      const near = momentOf({ ...slot, start }, sequences);
      if (near !== undefined && !this.isKept(camera, width, near))
        this.beginPrefetch(camera, slot, near, width);
    }
    const picture = this.cache.get(key);
    if (picture !== undefined) return picture;
    return toStill(
      await toJpeg((await this.snapshots.fetch(camera, moment, signal)).image, width),
      undefined,
    );
  }

  /** One thumbnail by itself, the quickest way to it. */
  private takeOne(camera: PlayableCamera, moment: number, width: number, signal: AbortSignal): Promise<void> {
    const key = keyOf(camera, width, moment);
    return this.work.run(key, signal, async (shared) => {
      const { image, time } = await this.snapshots.fetch(camera, moment, shared);
      this.cache.keep(key, toStill(await toJpeg(image, width), time), moment);
    });
  }

  /** All thumbnails of a stretch, from one reading of each of its sequences. */
  private async decode(
    camera: PlayableCamera,
    from: number,
    intervalMs: number,
    width: number,
    signal: AbortSignal,
  ): Promise<void> {
    const to = from + STRETCH_MS;
    const sequences = await this.nearby.within(camera, from, to, signal);
    const moments = slotsWithin(from, to, intervalMs / 1000).flatMap(
      (slot) => momentOf(slot, sequences) ?? [],
    );
    for (const { startTime, endTime } of sequences) {
      const own = moments.filter((moment) => startTime.getTime() <= moment && moment < endTime.getTime());
      const [first, last] = [own[0], own.at(-1)];
      if (first === undefined || last === undefined) continue;
      const pictures = await this.keyPictures.within(camera, { from: first, to: last, width }, signal);
      for (const moment of own) {
        if (this.isKept(camera, width, moment)) continue;
        const picture = pictures.findLast(({ time }) => time <= moment);
        // The first ones that are sent may need others before them.
        if (picture === undefined) await this.takeOne(camera, moment, width, signal);
        else this.cache.keep(keyOf(camera, width, moment), toStill(picture.image, picture.time), moment);
      }
    }
  }

  private isKept(camera: PlayableCamera, width: number, moment: number): boolean {
    return this.cache.get(keyOf(camera, width, moment)) !== undefined;
  }

  private beginPrefetch(camera: PlayableCamera, slot: GridSlot, moment: number, width: number) {
    const prefetch = this.prefetch(camera, slot, moment, width).finally(() =>
      this.prefetches.delete(prefetch),
    );
    this.prefetches.add(prefetch);
  }

  /** Nobody waits for it: where it fails, the request that needs it will tell. */
  private async prefetch(camera: PlayableCamera, { intervalMs }: GridSlot, moment: number, width: number) {
    const { signal } = this.lifetime;
    try {
      await this.beforehand.run(signal, async () => {
        if (this.isKept(camera, width, moment)) return;
        if (intervalMs > DENSE_MS) await this.takeOne(camera, moment, width, signal);
        else await this.decode(camera, slotOf(moment, STRETCH_MS / 1000).start, intervalMs, width, signal);
      });
    } catch (error) {
      const full = error instanceof DomainError && error.code === 'picture-limit-reached';
      if (!full) this.logger.debug({ err: error }, 'a thumbnail could not be fetched beforehand');
    }
  }
}

const keyOf = (camera: PlayableCamera, width: number, moment: number) => `${camera.id}|${width}|${moment}`;

/** Where to look beforehand: a few slots on either side; dense ones in the same stretch and in those beside it. */
function neighboursOf({ start, intervalMs }: GridSlot): number[] {
  const steps = Array.from({ length: NEIGHBOURS }, (_, index) => (index + 1) * intervalMs);
  if (intervalMs <= DENSE_MS) steps.splice(1, NEIGHBOURS, STRETCH_MS);
  return steps.flatMap((step) => [start + step, start - step]);
}
