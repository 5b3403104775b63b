import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { PLAYBACK_CONFIG } from '../../config.token.ts';
import type { PlaybackConfig } from '../../config.ts';

/** Where this instance keeps the segments of its streams. */
@Injectable()
export class StreamsFolder {
  readonly path: string;

  constructor(@Inject(PLAYBACK_CONFIG) { PLAYBACK_DIRECTORY }: PlaybackConfig) {
    this.path = join(PLAYBACK_DIRECTORY, 'streams');
  }

  /** Whatever an earlier process left behind goes first. */
  async claim(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    await mkdir(this.path, { recursive: true, mode: 0o700 });
  }

  async leave(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
