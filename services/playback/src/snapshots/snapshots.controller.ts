import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { CameraId, SnapshotQuery } from '@playhead/contracts';
import { Clock, CurrentUser, Describe, type Principal, RequireRole } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { CamerasRepository } from '../cameras/cameras.repository.ts';
import { pictureAnswer, pictureProblems } from '../pictures/picture-answer.ts';
import { sendPicture } from '../pictures/send-picture.ts';
import { whenGone } from '../when-gone.ts';
import { SnapshotsService } from './snapshots.service.ts';

@Controller('api/v1/cameras/:cameraId/playback')
export class SnapshotsController {
  constructor(
    private readonly cameras: CamerasRepository,
    private readonly snapshots: SnapshotsService,
    private readonly clock: Clock,
  ) {}

  @Get('snapshot')
  @RequireRole('investigator')
  @Describe({
    summary: 'The picture at a time, as JPEG',
    ...pictureAnswer,
    problems: ['camera-not-found', ...pictureProblems],
  })
  async snapshot(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: SnapshotQuery }) { time, width }: SnapshotQuery,
    @CurrentUser() user: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const camera = await this.cameras.get(cameraId, user);
    const of = Date.parse(time);
    const picture = await this.snapshots.get(camera, { time: of, width }, whenGone(reply));
    await sendPicture(reply, picture, { of, clock: this.clock });
  }
}
