import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import {
  Camera,
  CameraId,
  CameraList,
  CameraQuery,
  ImportCameraRequest,
  ImportedCamera,
} from '@playhead/contracts';
import { Describe, RequireRole } from '@playhead/service-kit';
import { CamerasService } from './cameras.service.ts';

@Controller('api/v1/cameras')
export class CamerasController {
  constructor(private readonly cameras: CamerasService) {}

  @Get()
  @RequireRole('viewer')
  @Describe({ summary: 'The imported cameras', answer: CameraList, problems: ['request-invalid'] })
  list(@Query({ schema: CameraQuery }) query: CameraQuery): Promise<CameraList> {
    return this.cameras.list(query);
  }

  @Get(':cameraId')
  @RequireRole('viewer')
  @Describe({
    summary: 'One imported camera',
    answer: Camera,
    problems: ['request-invalid', 'camera-not-found'],
  })
  get(@Param('cameraId', { schema: CameraId }) cameraId: CameraId): Promise<Camera> {
    return this.cameras.get(cameraId);
  }

  @Post('import')
  @RequireRole('operator')
  @Describe({
    summary: 'Import a camera of the VMS',
    status: 201,
    answer: ImportedCamera,
    problems: ['request-invalid', 'device-not-found', 'camera-already-imported', 'vms-unavailable'],
  })
  import(@Body({ schema: ImportCameraRequest }) request: ImportCameraRequest): Promise<ImportedCamera> {
    return this.cameras.import(request);
  }
}
