import { type DynamicModule, Module } from '@nestjs/common';
import { toMilestoneConfig } from '@playhead/milestone';
import { MilestoneModule, type ServiceContext, type ServiceDefinition } from '@playhead/service-kit';
import { RECORDING_CONFIG } from './config.token.ts';
import type { RecordingConfig } from './config.ts';
import { RecordingsController } from './recordings/recordings.controller.ts';
import { RecordingsRepository } from './recordings/recordings.repository.ts';
import { RecordingsService } from './recordings/recordings.service.ts';
import { StopsRepository } from './stops/stops.repository.ts';
import { StopsService } from './stops/stops.service.ts';
import { SweepService } from './stops/sweep.service.ts';

@Module({})
class RecordingModule {}

const recordingModule = ({ config, logger, metrics }: ServiceContext<RecordingConfig>): DynamicModule => ({
  module: RecordingModule,
  imports: [MilestoneModule.over({ config: toMilestoneConfig(config), logger, metrics })],
  controllers: [RecordingsController],
  providers: [
    { provide: RECORDING_CONFIG, useValue: config },
    RecordingsRepository,
    RecordingsService,
    StopsRepository,
    StopsService,
    SweepService,
  ],
});

/** recording: timed manual recordings, their end, their restoration. */
export const recordingService: ServiceDefinition<RecordingConfig> = {
  name: 'recording',
  module: recordingModule,
};
