import { Body, Controller, Get, HttpCode, HttpStatus, Param, Post, Res } from '@nestjs/common';
import {
  ActiveRecordingList,
  CameraId,
  ExtendRecordingRequest,
  RecordingStatus,
  StartedRecording,
  StartRecordingRequest,
  StoppedRecording,
} from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole, vmsProblems } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { ExtensionsService } from '../extensions/extensions.service.ts';
import { StartsService } from '../starts/starts.service.ts';
import { RecordingsService } from './recordings.service.ts';

const Start = StartRecordingRequest.prefault({});

@Controller('api/v1')
export class RecordingsController {
  constructor(
    private readonly recordings: RecordingsService,
    private readonly starts: StartsService,
    private readonly extensions: ExtensionsService,
  ) {}

  @Post('cameras/:cameraId/recordings/start')
  @RequireRole('operator')
  @HttpCode(200)
  @Describe({
    summary: 'Start a timed recording',
    answer: StartedRecording,
    problems: [
      'camera-not-found',
      'camera-already-recording',
      'recording-limit-reached',
      'device-not-found',
      ...vmsProblems,
    ],
  })
  start(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Body({ schema: Start }) wish: StartRecordingRequest,
    @CurrentUser() user: Principal,
  ): Promise<StartedRecording> {
    return this.starts.start(cameraId, wish, user);
  }

  @Post('cameras/:cameraId/recordings/stop')
  @RequireRole('operator')
  @HttpCode(200)
  @Describe({
    summary: 'Stop the camera’s recording',
    answer: StoppedRecording,
    also: { 202: 'It is just being started, or stopped by somebody else: its stop is stored and follows' },
    problems: ['camera-not-found', 'recording-not-active', ...vmsProblems],
  })
  async stop(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StoppedRecording> {
    const stopped = await this.recordings.stop(cameraId, user);
    if (stopped.status === 'stopping') reply.status(HttpStatus.ACCEPTED);
    return stopped;
  }

  @Post('cameras/:cameraId/recordings/extend')
  @RequireRole('operator')
  @HttpCode(200)
  @Describe({
    summary: 'Let the camera’s recording go on for longer',
    answer: StartedRecording,
    problems: ['camera-not-found', 'recording-not-active', 'recording-starting'],
  })
  extend(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Body({ schema: ExtendRecordingRequest }) { additionalSeconds }: ExtendRecordingRequest,
    @CurrentUser() user: Principal,
  ): Promise<StartedRecording> {
    return this.extensions.extend(cameraId, additionalSeconds, user);
  }

  @Get('cameras/:cameraId/recordings/status')
  @RequireRole('viewer')
  @Describe({
    summary: 'Whether the camera records',
    answer: RecordingStatus,
    problems: ['camera-not-found'],
  })
  status(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @CurrentUser() user: Principal,
  ): Promise<RecordingStatus> {
    return this.recordings.status(cameraId, user);
  }

  @Get('recordings/active')
  @RequireRole('viewer')
  @Describe({ summary: 'Every recording that runs on a camera that you see', answer: ActiveRecordingList })
  active(@CurrentUser() user: Principal): Promise<ActiveRecordingList> {
    return this.recordings.active(user);
  }
}
