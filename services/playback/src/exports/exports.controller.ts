import { Body, Controller, Delete, Get, HttpCode, HttpStatus, Param, Post, Query } from '@nestjs/common';
import { CameraId, ExportId, ExportJob, ExportList, ExportQuery, ExportRequest } from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole } from '@playhead/service-kit';
import { ExportsService } from './exports.service.ts';

@Controller('api/v1')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Post('cameras/:cameraId/exports')
  @RequireRole('investigator')
  @HttpCode(HttpStatus.ACCEPTED)
  @Describe({
    summary: 'Have a range of the camera’s footage made into an MP4 file',
    answer: ExportJob,
    status: HttpStatus.ACCEPTED,
    problems: ['camera-not-found', 'export-limit-reached'],
  })
  create(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Body({ schema: ExportRequest }) request: ExportRequest,
    @CurrentUser() user: Principal,
  ): Promise<ExportJob> {
    return this.exports.create(cameraId, request, user);
  }

  @Get('exports')
  @RequireRole('investigator')
  @Describe({
    summary: 'Your exports, newest first; everybody’s for administrators',
    answer: ExportList,
  })
  list(
    @Query({ schema: ExportQuery }) query: ExportQuery,
    @CurrentUser() user: Principal,
  ): Promise<ExportList> {
    return this.exports.list(query, user);
  }

  @Get('exports/:exportId')
  @RequireRole('investigator')
  @Describe({
    summary: 'How far an export is; the link to its file once it is done',
    answer: ExportJob,
    problems: ['export-not-found'],
  })
  get(
    @Param('exportId', { schema: ExportId }) exportId: ExportId,
    @CurrentUser() user: Principal,
  ): Promise<ExportJob> {
    return this.exports.get(exportId, user);
  }

  @Delete('exports/:exportId')
  @RequireRole('investigator')
  @HttpCode(HttpStatus.NO_CONTENT)
  @Describe({
    summary: 'Cancel an export that is unfinished; delete any other with its file',
    status: HttpStatus.NO_CONTENT,
    problems: ['export-not-found'],
  })
  end(
    @Param('exportId', { schema: ExportId }) exportId: ExportId,
    @CurrentUser() user: Principal,
  ): Promise<void> {
    return this.exports.end(exportId, user);
  }

  @Post('exports/:exportId/retry')
  @RequireRole('investigator')
  @HttpCode(HttpStatus.ACCEPTED)
  @Describe({
    summary: 'Try an export that failed once more; parts that are done are kept for a day',
    answer: ExportJob,
    status: HttpStatus.ACCEPTED,
    problems: ['export-not-found', 'export-not-failed'],
  })
  retry(
    @Param('exportId', { schema: ExportId }) exportId: ExportId,
    @CurrentUser() user: Principal,
  ): Promise<ExportJob> {
    return this.exports.retry(exportId, user);
  }
}
