import { Controller, Get, Query } from '@nestjs/common';
import { MilestoneCameraList, MilestoneCameraQuery } from '@playhead/contracts';
import { Describe, RequireRole, vmsProblems } from '@playhead/service-kit';
import { DiscoveryService } from './discovery.service.ts';

@Controller('api/v1/milestone')
export class DiscoveryController {
  constructor(private readonly discovery: DiscoveryService) {}

  @Get('cameras')
  @RequireRole('operator')
  @Describe({
    summary: 'The cameras of the VMS, imported or not',
    answer: MilestoneCameraList,
    problems: vmsProblems,
  })
  list(@Query({ schema: MilestoneCameraQuery }) query: MilestoneCameraQuery): Promise<MilestoneCameraList> {
    return this.discovery.list(query);
  }
}
