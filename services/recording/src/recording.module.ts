import { type DynamicModule, Module } from '@nestjs/common';
import { toMilestoneConfig } from '@playhead/milestone';
import { MilestoneModule, type ServiceContext, type ServiceDefinition } from '@playhead/service-kit';
import { RECORDING_CONFIG } from './config.token.ts';
import type { RecordingConfig } from './config.ts';
import { ExtensionsRepository } from './extensions/extensions.repository.ts';
import { ExtensionsService } from './extensions/extensions.service.ts';
import { HistoryController } from './history/history.controller.ts';
import { HistoryRepository } from './history/history.repository.ts';
import { HistoryService } from './history/history.service.ts';
import { LeasesRepository } from './leases/leases.repository.ts';
import { LeasesService } from './leases/leases.service.ts';
import { CameraGate } from './recordings/camera-gate.service.ts';
import { DurationsService } from './recordings/durations.service.ts';
import { LooksService } from './recordings/looks.service.ts';
import { RecordingsController } from './recordings/recordings.controller.ts';
import { RecordingsRepository } from './recordings/recordings.repository.ts';
import { RecordingsService } from './recordings/recordings.service.ts';
import { SeveralController } from './several/several.controller.ts';
import { SeveralService } from './several/several.service.ts';
import { InterruptedStartsService } from './starts/interrupted-starts.service.ts';
import { StartsRepository } from './starts/starts.repository.ts';
import { StartsService } from './starts/starts.service.ts';
import { VmsStart } from './starts/vms-start.ts';
import { StopsRepository } from './stops/stops.repository.ts';
import { StopsService } from './stops/stops.service.ts';
import { StopsByHandService } from './stops/stops-by-hand.service.ts';
import { VmsEnd } from './stops/vms-end.ts';
import { VmsStop } from './stops/vms-stop.ts';
import { SweepService } from './sweep/sweep.service.ts';
import { FollowingService } from './watch/following.service.ts';
import { VmsRecordingsService } from './watch/vms-recordings.service.ts';
import { WatchRepository } from './watch/watch.repository.ts';
import { WatchService } from './watch/watch.service.ts';

@Module({})
class RecordingModule {}

const recordingModule = ({
  config,
  logger,
  metrics,
  database,
}: ServiceContext<RecordingConfig>): DynamicModule => ({
  module: RecordingModule,
  imports: [MilestoneModule.over({ config: toMilestoneConfig(config), logger, metrics, database })],
  controllers: [RecordingsController, SeveralController, HistoryController],
  providers: [
    { provide: RECORDING_CONFIG, useValue: config },
    CameraGate,
    DurationsService,
    ExtensionsRepository,
    ExtensionsService,
    FollowingService,
    HistoryRepository,
    HistoryService,
    InterruptedStartsService,
    LeasesRepository,
    LeasesService,
    LooksService,
    RecordingsRepository,
    RecordingsService,
    SeveralService,
    StartsRepository,
    StartsService,
    StopsRepository,
    StopsByHandService,
    StopsService,
    SweepService,
    VmsRecordingsService,
    VmsEnd,
    VmsStart,
    VmsStop,
    WatchRepository,
    WatchService,
  ],
});

/** recording: timed manual recordings, their end, their restoration. */
export const recordingService: ServiceDefinition<RecordingConfig> = {
  name: 'recording',
  module: recordingModule,
};
