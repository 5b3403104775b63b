import { runService } from '@playhead/service-kit';
import { PlaybackConfig } from './config.ts';
import { playbackService } from './playback.module.ts';

await runService(playbackService, PlaybackConfig);
