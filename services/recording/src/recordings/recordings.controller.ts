import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ActiveRecordingList,
  CameraId,
  RecordingStatus,
  StartedRecording,
  StartRecordingRequest,
  StoppedRecording,
} from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole } from '@playhead/service-kit';
import { RecordingsService } from './recordings.service.ts';

const Start = StartRecordingRequest.prefault({});

@Controller('api/v1')
export class RecordingsController {
  constructor(private readonly recordings: RecordingsService) {}

  @Post('cameras/:cameraId/recordings/start')
  @RequireRole('operator')
  @HttpCode(200)
  @Describe({
    summary: 'Start a timed recording',
    answer: StartedRecording,
    problems: [
      'request-invalid',
      'camera-not-found',
      'camera-already-recording',
      'vms-unavailable',
      'vms-refused',
    ],
  })
  start(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Body({ schema: Start }) { duration }: StartRecordingRequest,
    @CurrentUser() user: Principal,
  ): Promise<StartedRecording> {
    return this.recordings.start(cameraId, duration, user);
  }

  @Post('cameras/:cameraId/recordings/stop')
  @RequireRole('operator')
  @HttpCode(200)
  @Describe({
    summary: 'Stop the camera’s recording',
    answer: StoppedRecording,
    problems: ['camera-not-found', 'recording-not-active', 'vms-unavailable', 'vms-refused'],
  })
  stop(@Param('cameraId', { schema: CameraId }) cameraId: CameraId): Promise<StoppedRecording> {
    return this.recordings.stop(cameraId);
  }

  @Get('cameras/:cameraId/recordings/status')
  @RequireRole('viewer')
  @Describe({
    summary: 'Whether the camera records',
    answer: RecordingStatus,
    problems: ['camera-not-found'],
  })
  status(@Param('cameraId', { schema: CameraId }) cameraId: CameraId): Promise<RecordingStatus> {
    return this.recordings.status(cameraId);
  }

  @Get('recordings/active')
  @RequireRole('viewer')
  @Describe({ summary: 'Every recording that runs', answer: ActiveRecordingList })
  active(): Promise<ActiveRecordingList> {
    return this.recordings.active();
  }
}
