import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import {
  CameraId,
  SyncAllRequest,
  SyncedCamera,
  SyncJob,
  SyncJobId,
  SyncList,
  SyncQuery,
  SyncStarted,
} from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole, vmsProblems } from '@playhead/service-kit';
import { SyncService } from './sync.service.ts';
import { SyncCameraService } from './sync-camera.service.ts';

@Controller('api/v1')
export class SyncController {
  constructor(
    private readonly syncs: SyncService,
    private readonly cameras: SyncCameraService,
  ) {}

  @Put('cameras/:cameraId/sync')
  @RequireRole('operator')
  @Describe({
    summary: 'Bring a camera up to date with the VMS',
    answer: SyncedCamera,
    problems: ['camera-not-found', ...vmsProblems],
  })
  syncOne(
    @CurrentUser() user: Principal,
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
  ): Promise<SyncedCamera> {
    return this.cameras.sync(user, cameraId);
  }

  @Post('milestone/sync-all')
  @HttpCode(202)
  @RequireRole('operator')
  @Describe({
    summary: 'Bring all cameras up to date with the VMS, in the background',
    status: 202,
    answer: SyncStarted,
    problems: ['sync-running'],
  })
  syncAll(
    @CurrentUser() user: Principal,
    @Body({ schema: SyncAllRequest.prefault({}) }) request: SyncAllRequest,
  ): Promise<SyncStarted> {
    return this.syncs.start(user, request);
  }

  @Get('milestone/sync')
  @RequireRole('operator')
  @Describe({ summary: 'The syncs, newest first', answer: SyncList })
  list(@Query({ schema: SyncQuery }) query: SyncQuery): Promise<SyncList> {
    return this.syncs.list(query);
  }

  @Get('milestone/sync/:syncJobId')
  @RequireRole('operator')
  @Describe({
    summary: 'How far a sync is, and what it found',
    answer: SyncJob,
    problems: ['sync-not-found'],
  })
  get(
    @CurrentUser() user: Principal,
    @Param('syncJobId', { schema: SyncJobId }) syncJobId: SyncJobId,
  ): Promise<SyncJob> {
    return this.syncs.get(user.userId, syncJobId);
  }
}
