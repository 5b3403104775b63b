import { Inject, Injectable } from '@nestjs/common';
import { PLAYBACK_CONFIG } from '../config.token.ts';
import type { PlaybackConfig } from '../config.ts';
import { WorkQueue } from './work-queue.ts';

/** How many may wait for each that is being decoded. */
const WAITING_PER_DECODER = 8;

/** All decoding of still pictures goes through here: one FFmpeg and one VMS video for each place. */
@Injectable()
export class DecodeQueue extends WorkQueue {
  constructor(@Inject(PLAYBACK_CONFIG) { PLAYBACK_MAX_DECODERS: atOnce }: PlaybackConfig) {
    super({ atOnce, waiting: atOnce * WAITING_PER_DECODER });
  }
}
