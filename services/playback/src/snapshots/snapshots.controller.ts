import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { CameraId, SnapshotQuery } from '@playhead/contracts';
import type { MilestoneClient } from '@playhead/milestone';
import { CurrentUser, Describe, MILESTONE, type Principal, RequireRole } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { CamerasRepository } from '../cameras/cameras.repository.ts';

@Controller('api/v1/cameras/:cameraId/playback')
export class SnapshotsController {
  constructor(
    private readonly cameras: CamerasRepository,
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
  ) {}

  @Get('snapshot')
  @RequireRole('investigator')
  @Describe({
    summary: 'The picture at a time, as JPEG',
    problems: ['request-invalid', 'camera-not-found', 'footage-not-found', 'vms-unavailable'],
  })
  async snapshot(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: SnapshotQuery }) { time }: SnapshotQuery,
    @CurrentUser() user: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { deviceId } = await this.cameras.get(cameraId, user);
    const { image, contentType } = await this.milestone.getSnapshot(deviceId, new Date(time));
    await reply.header('Cache-Control', 'private, max-age=300').type(contentType).send(image);
  }
}
