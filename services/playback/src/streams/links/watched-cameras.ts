import { Injectable } from '@nestjs/common';
import type { CameraId, UserId } from '@playhead/contracts';
import { Clock } from '@playhead/service-kit';
import { LRUCache } from 'lru-cache';
import { CamerasRepository, type PlayableCamera } from '../../cameras/cameras.repository.ts';

/** Players read a playlist that grows again every second or two; so long an answer is good for all of them, in ms. */
const KNOWN_MS = 5_000;
const MAX_KNOWN = 10_000;

/** The cameras that people watch, as they may: like `CamerasRepository`, asked seldom. */
@Injectable()
export class WatchedCameras {
  private readonly known: LRUCache<string, PlayableCamera>;

  constructor(
    private readonly cameras: CamerasRepository,
    clock: Clock,
  ) {
    const perf = { now: () => clock.now().getTime() };
    this.known = new LRUCache({ max: MAX_KNOWN, ttl: KNOWN_MS, ttlResolution: 0, perf });
  }

  /**
   * A withdrawn access counts within five seconds, as it does for segments.
   *
   * @throws DomainError `camera-not-found`, also for a camera that this person may not see.
   */
  async get(id: CameraId, user: { userId: UserId }): Promise<PlayableCamera> {
    const key = `${user.userId}/${id}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const camera = await this.cameras.get(id, user);
    this.known.set(key, camera);
    return camera;
  }
}
