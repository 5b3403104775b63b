import { type DynamicModule, Module } from '@nestjs/common';
import { toMilestoneConfig } from '@playhead/milestone';
import { MilestoneModule, type ServiceContext, type ServiceDefinition } from '@playhead/service-kit';
import { CamerasController } from './cameras/cameras.controller.ts';
import { CamerasRepository } from './cameras/cameras.repository.ts';
import { CamerasService } from './cameras/cameras.service.ts';
import { VMS_CONFIG } from './config.token.ts';
import type { VmsConfig } from './config.ts';
import { CameraDirectory } from './discovery/camera-directory.ts';
import { DiscoveryController } from './discovery/discovery.controller.ts';
import { DiscoveryService } from './discovery/discovery.service.ts';

@Module({})
class VmsModule {}

const vmsModule = ({ config, logger, metrics }: ServiceContext<VmsConfig>): DynamicModule => ({
  module: VmsModule,
  imports: [MilestoneModule.over({ config: toMilestoneConfig(config), logger, metrics })],
  controllers: [CamerasController, DiscoveryController],
  providers: [
    { provide: VMS_CONFIG, useValue: config },
    CameraDirectory,
    CamerasRepository,
    CamerasService,
    DiscoveryService,
  ],
});

/** vms: which cameras the VMS has, and which of them are ours. */
export const vmsService: ServiceDefinition<VmsConfig> = { name: 'vms', module: vmsModule };
