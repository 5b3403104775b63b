import { runService } from '@playhead/service-kit';
import { RecordingConfig } from './config.ts';
import { recordingService } from './recording.module.ts';

await runService(recordingService, RecordingConfig);
