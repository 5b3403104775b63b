import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from '@nestjs/common';
import { Camera, CameraId, CameraList, CameraQuery, UpdateCameraRequest } from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole } from '@playhead/service-kit';
import { CamerasService } from './cameras.service.ts';

@Controller('api/v1/cameras')
export class CamerasController {
  constructor(private readonly cameras: CamerasService) {}

  @Get()
  @RequireRole('viewer')
  @Describe({ summary: 'The imported cameras', answer: CameraList })
  list(
    @CurrentUser() user: Principal,
    @Query({ schema: CameraQuery }) query: CameraQuery,
  ): Promise<CameraList> {
    return this.cameras.list(user.userId, query);
  }

  @Get(':cameraId')
  @RequireRole('viewer')
  @Describe({
    summary: 'One imported camera',
    answer: Camera,
    problems: ['camera-not-found'],
  })
  get(
    @CurrentUser() user: Principal,
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
  ): Promise<Camera> {
    return this.cameras.get(user.userId, cameraId);
  }

  @Patch(':cameraId')
  @RequireRole('operator')
  @Describe({
    summary: 'Change what of a camera is ours: names, source, location',
    answer: Camera,
    problems: ['camera-not-found'],
  })
  update(
    @CurrentUser() user: Principal,
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Body({ schema: UpdateCameraRequest }) changes: UpdateCameraRequest,
  ): Promise<Camera> {
    return this.cameras.update(user, cameraId, changes);
  }

  @Delete(':cameraId')
  @HttpCode(204)
  @RequireRole('operator')
  @Describe({
    summary: 'Forget an imported camera; the VMS keeps it',
    status: 204,
    problems: ['camera-not-found', 'camera-recording'],
  })
  delete(
    @CurrentUser() user: Principal,
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
  ): Promise<void> {
    return this.cameras.delete(user, cameraId);
  }
}
