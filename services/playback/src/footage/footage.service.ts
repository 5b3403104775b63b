import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient, VmsSequence } from '@playhead/milestone';
import { Clock, MILESTONE } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import type { Footage, Range } from './footage.ts';
import { FootageCacheRepository } from './footage-cache.repository.ts';
import { hourOf, isPlayable, lookingAhead, lookingBack } from './search.ts';

/** Footage near now still grows; answers about it are kept this long, in ms. */
const GROWING_TTL_MS = 2_000;
/** How long after its end a stretch may still change in the VMS, in ms. */
const SETTLED_AFTER_MS = 60_000;

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

  /**
   * The first playable footage in `[from, until)`, cropped to what was looked through to find it; `undefined` when
   * there is none. @throws MilestoneError
   */
  async next(camera: PlayableCamera, from: Date, until: Date): Promise<VmsSequence | undefined> {
    for (const endTime of lookingAhead(from, until)) {
      const { sequences } = await this.query(camera, { startTime: from, endTime });
      const found = sequences.find(isPlayable);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /**
   * The last playable footage in `[from, until)`, cropped to what was looked through to find it; `undefined` when
   * there is none. What ends at `until` goes on up to there. @throws MilestoneError
   */
  async previous(camera: PlayableCamera, until: Date, from: Date): Promise<VmsSequence | undefined> {
    for (const startTime of lookingBack(until, from)) {
      const { sequences } = await this.query(camera, { startTime, endTime: until });
      const found = sequences.findLast(isPlayable);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /**
   * The sequence that holds the picture of `time`, cropped to the whole hour (UTC) around it; `undefined` in a gap,
   * and where the VMS can't fetch the footage now. @throws MilestoneError
   */
  async footageAt(camera: PlayableCamera, time: Date): Promise<VmsSequence | undefined> {
    const { sequences } = await this.query(camera, hourOf(time));
    return sequences.find(
      ({ startTime, endTime, available }) => available && startTime <= time && time < endTime,
    );
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
