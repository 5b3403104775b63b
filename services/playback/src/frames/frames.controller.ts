import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { CameraId, FrameQuery, pictureHeaders } from '@playhead/contracts';
import { Clock, CurrentUser, Describe, type Principal, RequireRole } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { CamerasRepository } from '../cameras/cameras.repository.ts';
import { pictureAnswer, pictureProblems } from '../pictures/picture-answer.ts';
import { toJpeg } from '../pictures/scale-picture.ts';
import { sendPicture } from '../pictures/send-picture.ts';
import { toStill } from '../pictures/still-picture.ts';
import { whenGone } from '../when-gone.ts';
import { FramesService } from './frames.service.ts';

@Controller('api/v1/cameras/:cameraId/playback')
export class FramesController {
  constructor(
    private readonly cameras: CamerasRepository,
    private readonly frames: FramesService,
    private readonly clock: Clock,
  ) {}

  @Get('frames')
  @RequireRole('investigator')
  @Describe({
    summary:
      'The picture shown at a time, or one so many pictures before or after it, as JPEG with its own time',
    ...pictureAnswer,
    headers: {
      ...pictureAnswer.headers,
      [pictureHeaders.crossedGap]: 'The last gap on the way to it: two instants with a slash between',
    },
    problems: ['camera-not-found', ...pictureProblems],
  })
  async frame(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: FrameQuery }) { time, step, count, width }: FrameQuery,
    @CurrentUser() user: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const camera = await this.cameras.get(cameraId, user);
    const asked = Date.parse(time);
    const picture = await this.frames.step(camera, asked, step * count, whenGone(reply));
    const image = width === undefined ? picture.image : await toJpeg(picture.image, width);
    if (picture.crossedGap !== undefined) {
      const { startTime, endTime } = picture.crossedGap;
      reply.header(pictureHeaders.crossedGap, `${startTime.toISOString()}/${endTime.toISOString()}`);
    }
    // What comes next at the live edge may not be recorded yet: such an answer is about the asked time as well.
    await sendPicture(reply, toStill(image, picture.time), {
      of: Math.max(asked, picture.time),
      clock: this.clock,
    });
  }
}
