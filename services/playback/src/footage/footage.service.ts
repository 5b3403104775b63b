import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient, VmsSequence } from '@playhead/milestone';
import { Clock, MILESTONE } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import { type Footage, type Range, seconds } from './footage.ts';
import { FootageCacheRepository } from './footage-cache.repository.ts';

/** Footage near now still grows; answers about it are kept this long, in ms. */
const GROWING_TTL_MS = 2_000;
/** How long after its end a stretch may still change in the VMS, in ms. */
const SETTLED_AFTER_MS = 60_000;

/** A shorter stretch has no whole group of pictures to play. */
const MIN_PLAYABLE_SECONDS = 1;

const HOUR_MS = 3_600_000;
/** How far to look for the next footage, in steps that grow. */
const LOOK_AHEAD_MS = [HOUR_MS, 24 * HOUR_MS, 31 * 24 * HOUR_MS, 366 * 24 * HOUR_MS];

/** What the VMS has recorded. However many ask for a range at once, the VMS is asked once. */
@Injectable()
export class FootageService {
  private readonly flights = new Map<string, Promise<Footage>>();

  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly cache: FootageCacheRepository,
    private readonly clock: Clock,
    @Inject(PLAYBACK_CONFIG) private readonly config: PlaybackConfig,
  ) {}

  /** @throws MilestoneError */
  query(camera: PlayableCamera, range: Range): Promise<Footage> {
    const key = `${camera.id}|${range.startTime.getTime()}|${range.endTime.getTime()}`;
    const flight = this.flights.get(key) ?? this.read(camera, range).finally(() => this.flights.delete(key));
    this.flights.set(key, flight);
    return flight;
  }

  /** The first playable footage in `[from, until)`; `undefined` when there is none. @throws MilestoneError */
  async next(camera: PlayableCamera, from: Date, until: Date): Promise<VmsSequence | undefined> {
    let startTime = from;
    for (const step of LOOK_AHEAD_MS) {
      const endTime = new Date(Math.min(from.getTime() + step, until.getTime()));
      if (endTime <= startTime) return undefined;
      const { sequences } = await this.milestone.querySequences({
        deviceId: camera.deviceId,
        startTime,
        endTime,
      });
      const playable = sequences.find(
        (sequence) => sequence.available && seconds(sequence) >= MIN_PLAYABLE_SECONDS,
      );
      if (playable !== undefined) return playable;
      startTime = endTime;
    }
    return undefined;
  }

  private async read(camera: PlayableCamera, range: Range): Promise<Footage> {
    if (!this.config.PLAYBACK_CACHE_ENABLED) return this.ask(camera, range);
    const now = this.clock.now();
    const known = await this.cache.find(camera.id, range, now);
    if (known !== undefined) return known;

    const footage = await this.ask(camera, range);
    const settled = range.endTime.getTime() < now.getTime() - SETTLED_AFTER_MS;
    const ttlMs = settled ? this.config.PLAYBACK_CACHE_TTL * 1000 : GROWING_TTL_MS;
    await this.cache.keep(camera.id, range, footage, now, new Date(now.getTime() + ttlMs));
    return footage;
  }

  private ask(camera: PlayableCamera, range: Range): Promise<Footage> {
    return this.milestone.querySequences({ deviceId: camera.deviceId, ...range });
  }
}
