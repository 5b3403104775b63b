import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import { DecodeQueue } from '../pictures/decode-queue.ts';
import { PictureCache } from '../pictures/picture-cache.ts';
import { SharedWork } from '../pictures/shared-work.ts';
import { bytesOf, covers, firstTime, type PictureRun } from './picture-run.ts';
import { RunLoader, type RunRequest } from './run-loader.ts';

/** Runs of decoded pictures, so that stepping to and fro costs one decode for each. Bounded in bytes and in work. */
@Injectable()
export class RunsService {
  private readonly cache: PictureCache<PictureRun>;
  private readonly work = new SharedWork<PictureRun>();

  constructor(
    private readonly loader: RunLoader,
    private readonly queue: DecodeQueue,
    clock: Clock,
    @Inject(PLAYBACK_CONFIG) { PLAYBACK_PICTURE_CACHE_MB }: PlaybackConfig,
  ) {
    this.cache = new PictureCache((PLAYBACK_PICTURE_CACHE_MB / 2) * 1024 * 1024, bytesOf, clock);
  }

  /** The run in which the picture shown at `time` lies, if it is at hand. */
  cached(cameraId: string, time: number): PictureRun | undefined {
    return this.cache.find((run) => run.cameraId === cameraId && covers(run, time));
  }

  /** As `RunLoader.load`. @throws DomainError `picture-failed`, `picture-limit-reached`. @throws MilestoneError */
  async get(camera: PlayableCamera, request: RunRequest, signal: AbortSignal): Promise<PictureRun> {
    const cached = () => this.cached(camera.id, request.target);
    return (
      cached() ??
      this.work.run(`${camera.id}|${request.target}|${request.askAt}`, signal, (shared) =>
        this.queue.run(shared, async () => cached() ?? this.load(camera, request, shared)),
      )
    );
  }

  private async load(camera: PlayableCamera, request: RunRequest, signal: AbortSignal): Promise<PictureRun> {
    const run = await this.loader.load(camera, request, signal);
    const newest = run.pictures.at(-1)?.time ?? request.target;
    return this.cache.keep(`${camera.id}|${firstTime(run)}`, run, newest);
  }
}
