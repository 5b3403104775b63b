import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { CameraId, PlaybackControlRequest, PlaybackState, PlaybackStateQuery } from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole, vmsProblems } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { CamerasRepository } from '../cameras/cameras.repository.ts';
import { pictureProblems } from '../pictures/picture-answer.ts';
import { whenGone } from '../when-gone.ts';
import { ControlService } from './control.service.ts';

@Controller('api/v1/cameras/:cameraId/playback/control')
export class ControlController {
  constructor(
    private readonly cameras: CamerasRepository,
    private readonly control: ControlService,
  ) {}

  @Get()
  @RequireRole('investigator')
  @Describe({
    summary: 'Where a playback session is',
    answer: PlaybackState,
    problems: ['camera-not-found', 'playback-session-not-found', 'device-not-found', ...vmsProblems],
  })
  async state(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: PlaybackStateQuery }) { sessionId }: PlaybackStateQuery,
    @CurrentUser() user: Principal,
  ): Promise<PlaybackState> {
    const camera = await this.cameras.get(cameraId, user);
    return (await this.control.state({ camera, userId: user.userId, sessionId })).state;
  }

  @Post()
  @RequireRole('investigator')
  @HttpCode(200)
  @Describe({
    summary: 'Plays, pauses, seeks, steps, or changes the speed',
    answer: PlaybackState,
    problems: [
      'camera-not-found',
      'playback-session-not-found',
      'playback-session-changed',
      'playback-session-limit-reached',
      ...pictureProblems,
    ],
  })
  async act(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Body({ schema: PlaybackControlRequest }) request: PlaybackControlRequest,
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlaybackState> {
    const camera = await this.cameras.get(cameraId, user);
    const { sessionId } = request;
    const reference = { camera, userId: user.userId, sessionId };
    return (await this.control.act(reference, request, whenGone(reply))).state;
  }
}
