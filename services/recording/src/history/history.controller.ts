import { Controller, Get, Param, Query } from '@nestjs/common';
import { CameraId, CameraRecordingQuery, RecordingList, RecordingQuery } from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole } from '@playhead/service-kit';
import { HistoryService } from './history.service.ts';

@Controller('api/v1')
export class HistoryController {
  constructor(private readonly history: HistoryService) {}

  @Get('recordings')
  @RequireRole('viewer')
  @Describe({
    summary: 'The recordings of every camera that you see, newest first',
    answer: RecordingList,
  })
  ofAll(
    @Query({ schema: RecordingQuery }) query: RecordingQuery,
    @CurrentUser() user: Principal,
  ): Promise<RecordingList> {
    return this.history.ofAll(query, user);
  }

  @Get('cameras/:cameraId/recordings')
  @RequireRole('viewer')
  @Describe({
    summary: 'The recordings of one camera, newest first',
    answer: RecordingList,
    problems: ['camera-not-found'],
  })
  ofCamera(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: CameraRecordingQuery }) query: CameraRecordingQuery,
    @CurrentUser() user: Principal,
  ): Promise<RecordingList> {
    return this.history.ofCamera(cameraId, query, user);
  }
}
