import { Inject, Injectable } from '@nestjs/common';
import { type MilestoneClient, NotFoundError } from '@playhead/milestone';
import { Clock, MILESTONE } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import { FramesService } from '../frames/frames.service.ts';
import { NearbyFootageService } from '../pictures/nearby-footage.ts';
import { PictureCache } from '../pictures/picture-cache.ts';
import { toJpeg } from '../pictures/scale-picture.ts';
import { SharedWork } from '../pictures/shared-work.ts';
import { type StillPicture, toStill } from '../pictures/still-picture.ts';
import { WorkQueue } from '../pictures/work-queue.ts';

/** The VMS decodes for each snapshot: so many are asked for at a time, and so many wait. */
const LIMITS = { atOnce: 8, waiting: 64 };

export interface SnapshotRequest {
  /** Epoch ms. */
  time: number;
  /** Pixels; a picture is never enlarged. */
  width?: number | undefined;
}

/** The picture at a moment, asked of the VMS once however many want it, and kept for a while. */
@Injectable()
export class SnapshotsService {
  private readonly cache: PictureCache<StillPicture>;
  private readonly work = new SharedWork<StillPicture>();
  private readonly queue = new WorkQueue(LIMITS);

  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly frames: FramesService,
    private readonly nearby: NearbyFootageService,
    clock: Clock,
    @Inject(PLAYBACK_CONFIG) { PLAYBACK_PICTURE_CACHE_MB }: PlaybackConfig,
  ) {
    this.cache = new PictureCache(
      (PLAYBACK_PICTURE_CACHE_MB / 4) * 2 ** 20,
      ({ image }) => image.length,
      clock,
    );
  }

  /**
   * @throws DomainError `picture-not-found`, saying where the nearest footage is; `picture-failed`,
   *   `picture-limit-reached`. @throws MilestoneError
   */
  async get(camera: PlayableCamera, request: SnapshotRequest, signal: AbortSignal): Promise<StillPicture> {
    const { time, width } = request;
    const whole = await this.kept(`${camera.id}|${time}`, time, signal, (shared) =>
      this.fetch(camera, time, shared),
    );
    if (width === undefined) return whole;
    return this.kept(`${camera.id}|${time}|${width}`, time, signal, async () =>
      toStill(await toJpeg(whole.image, width), whole.time),
    );
  }

  private async kept(
    key: string,
    time: number,
    signal: AbortSignal,
    make: (signal: AbortSignal) => Promise<StillPicture>,
  ): Promise<StillPicture> {
    return (
      this.cache.get(key) ??
      this.work.run(key, signal, async (shared) => this.cache.keep(key, await make(shared), time))
    );
  }

  /**
   * The picture, not kept: from the pictures that are decoded already where it is among them (then its own time is
   * known as well), else from the VMS. Throws as `get` does.
   */
  async fetch(camera: PlayableCamera, time: number, signal: AbortSignal): Promise<StillPicture> {
    const atHand = this.frames.atHand(camera, time);
    if (atHand !== undefined) return toStill(atHand.image, atHand.time);
    try {
      const { image, contentType } = await this.queue.run(signal, () =>
        this.milestone.getSnapshot(camera.deviceId, new Date(time), { signal }),
      );
      return toStill(contentType.startsWith('image/jpeg') ? image : await toJpeg(image), undefined);
    } catch (error) {
      if (!(error instanceof NotFoundError) || error.missing !== 'footage') throw error;
      throw await this.nearby.notFound(camera, time);
    }
  }
}
