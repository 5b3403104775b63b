import { mkdir, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import { FFMPEG_PATH } from '../streams/ffmpeg-path.ts';
import { Absences } from './absences.ts';
import { InstancesRepository } from './instances.repository.ts';
import { Instances } from './instances.ts';
import { clearLeftBehind } from './left-behind.ts';
import { recordOwner } from './owner-record.ts';

const CLEAR_INTERVAL_MS = 60_000;

/** Where this instance keeps files and its FFmpegs work; beside it are the folders of others on this disk. */
@Injectable()
export class InstanceFolder implements OnModuleInit {
  private own: string | undefined;
  private readonly absences = new Absences();
  private clearing: NodeJS.Timeout | undefined;

  constructor(
    private readonly instances: Instances,
    private readonly repository: InstancesRepository,
    @Inject(PLAYBACK_CONFIG) private readonly config: PlaybackConfig,
    @Inject(FFMPEG_PATH) private readonly ffmpegPath: string,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Absolute and without symbolic links; of no use before the module is there. */
  get path(): string {
    if (this.own === undefined) throw new Error('The folder of this instance is not there yet.');
    return this.own;
  }

  /** Whatever instances that were killed have left behind goes first. */
  async onModuleInit() {
    const root = join(this.config.PLAYBACK_DIRECTORY, 'streams');
    await mkdir(root, { recursive: true, mode: 0o700 });
    const realRoot = await realpath(root);
    this.own = join(realRoot, this.instances.self);
    await mkdir(this.own, { mode: 0o700 });
    await recordOwner(this.own, this.ffmpegPath);
    await this.clear(realRoot);
    this.clearing = setInterval(() => void this.clear(realRoot), CLEAR_INTERVAL_MS).unref();
  }

  /** When nothing works in it any more. */
  async leave(): Promise<void> {
    clearInterval(this.clearing);
    await rm(this.path, { recursive: true, force: true });
  }

  private async clear(root: string): Promise<void> {
    try {
      const live = new Set<string>((await this.repository.live()).map(({ id }) => id));
      const found = await clearLeftBehind(root, this.absences.look(live));
      if (found.folders > 0) this.logger.info(found, 'what a killed instance left behind was cleared away');
    } catch (error) {
      this.absences.forget();
      this.logger.warn({ err: error }, 'what killed instances left behind could not be cleared away');
    }
  }
}
