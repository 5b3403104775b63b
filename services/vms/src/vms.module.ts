import { type DynamicModule, Module } from '@nestjs/common';
import { toMilestoneConfig } from '@playhead/milestone';
import { MilestoneModule, type ServiceContext, type ServiceDefinition } from '@playhead/service-kit';
import { CamerasController } from './cameras/cameras.controller.ts';
import { CamerasRepository } from './cameras/cameras.repository.ts';
import { CamerasService } from './cameras/cameras.service.ts';
import { ImportedDevicesRepository } from './cameras/imported-devices.repository.ts';
import { SearchKeysRepository } from './cameras/search-keys.repository.ts';
import { VMS_CONFIG } from './config.token.ts';
import type { VmsConfig } from './config.ts';
import { ContactController } from './contact/contact.controller.ts';
import { ContactRepository } from './contact/contact.repository.ts';
import { ContactService } from './contact/contact.service.ts';
import { DiscoveryController } from './discovery/discovery.controller.ts';
import { DiscoveryService } from './discovery/discovery.service.ts';
import { ImportController } from './import/import.controller.ts';
import { ImportRepository } from './import/import.repository.ts';
import { ImportService } from './import/import.service.ts';
import { HealthCheckService } from './status/health-check.service.ts';
import { StatusController } from './status/status.controller.ts';
import { StatusRepository } from './status/status.repository.ts';
import { SyncController } from './sync/sync.controller.ts';
import { SyncService } from './sync/sync.service.ts';
import { SyncCameraService } from './sync/sync-camera.service.ts';
import { SyncHistoryRepository } from './sync/sync-history.repository.ts';
import { SyncRunnerService } from './sync/sync-runner.service.ts';
import { SyncScheduleService } from './sync/sync-schedule.service.ts';
import { SyncedCamerasRepository } from './sync/synced-cameras.repository.ts';
import { FollowingService } from './watch/following.service.ts';
import { WatchService } from './watch/watch.service.ts';

@Module({})
class VmsModule {}

const vmsModule = ({ config, logger, metrics, database }: ServiceContext<VmsConfig>): DynamicModule => ({
  module: VmsModule,
  imports: [MilestoneModule.over({ config: toMilestoneConfig(config), logger, metrics, database })],
  controllers: [
    CamerasController,
    ContactController,
    DiscoveryController,
    ImportController,
    StatusController,
    SyncController,
  ],
  providers: [
    { provide: VMS_CONFIG, useValue: config },
    CamerasRepository,
    CamerasService,
    ContactRepository,
    ContactService,
    DiscoveryService,
    FollowingService,
    HealthCheckService,
    ImportedDevicesRepository,
    ImportRepository,
    ImportService,
    SearchKeysRepository,
    StatusRepository,
    SyncCameraService,
    SyncedCamerasRepository,
    SyncHistoryRepository,
    SyncRunnerService,
    SyncScheduleService,
    SyncService,
    WatchService,
  ],
});

/** vms: which cameras the VMS has, which of them are ours, and how they are. */
export const vmsService: ServiceDefinition<VmsConfig> = { name: 'vms', module: vmsModule };
