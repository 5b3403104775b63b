import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  ImportCameraRequest,
  ImportCamerasRequest,
  ImportedCamera,
  ImportedCameras,
} from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole, vmsProblems } from '@playhead/service-kit';
import { ImportService } from './import.service.ts';

@Controller('api/v1/cameras/import')
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  @Post()
  @RequireRole('operator')
  @Describe({
    summary: 'Import a camera of the VMS',
    status: 201,
    answer: ImportedCamera,
    problems: ['device-not-found', 'camera-already-imported', ...vmsProblems],
  })
  import(
    @CurrentUser() user: Principal,
    @Body({ schema: ImportCameraRequest }) request: ImportCameraRequest,
  ): Promise<ImportedCamera> {
    return this.imports.import(user, request);
  }

  @Post('batch')
  @HttpCode(200)
  @RequireRole('operator')
  @Describe({
    summary: 'Import up to 500 cameras, each with a result of its own',
    answer: ImportedCameras,
  })
  importAll(
    @CurrentUser() user: Principal,
    @Body({ schema: ImportCamerasRequest }) request: ImportCamerasRequest,
  ): Promise<ImportedCameras> {
    return this.imports.importAll(user, request);
  }
}
