import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import {
  CameraId,
  Instant,
  MAX_THUMBNAILS,
  ThumbnailList,
  ThumbnailQuery,
  ThumbnailsQuery,
  thumbnailInterval,
} from '@playhead/contracts';
import {
  Clock,
  CurrentUser,
  Describe,
  DomainError,
  type Principal,
  RequireRole,
  vmsProblems,
} from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { CamerasRepository } from '../cameras/cameras.repository.ts';
import { whileThere } from '../footage/while-there.ts';
import { pictureAnswer, pictureProblems } from '../pictures/picture-answer.ts';
import { sendPicture } from '../pictures/send-picture.ts';
import { ThumbnailsService } from './thumbnails.service.ts';

@Controller('api/v1/cameras/:cameraId/playback/thumbnails')
export class ThumbnailsController {
  constructor(
    private readonly cameras: CamerasRepository,
    private readonly thumbnails: ThumbnailsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  @RequireRole('investigator')
  @Describe({
    summary: 'Where the thumbnails of a range are',
    answer: ThumbnailList,
    problems: ['camera-not-found', 'device-not-found', ...vmsProblems],
  })
  async list(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: ThumbnailsQuery }) {
      startTime,
      endTime,
      interval: asked,
      count,
      width,
    }: ThumbnailsQuery,
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ThumbnailList> {
    const camera = await this.cameras.get(cameraId, user);
    const [from, to] = [Date.parse(startTime), Date.parse(endTime)];
    const interval = asked ?? thumbnailInterval((to - from) / 1000 / count);
    requireFew((to - from) / 1000, interval);
    const slots = await whileThere(reply, (signal) =>
      this.thumbnails.slots(camera, { from, to, interval }, signal),
    );
    const thumbnails = slots.map(({ start }) => {
      const time = new Date(start).toISOString();
      const url = `/api/v1/cameras/${cameraId}/playback/thumbnails/${time}?interval=${interval}&width=${width}`;
      return { time, url };
    });
    return { cameraId, intervalSeconds: interval, width, thumbnails };
  }

  @Get(':wallClock')
  @RequireRole('investigator')
  @Describe({
    summary: 'A small picture for a moment, as JPEG',
    ...pictureAnswer,
    problems: ['camera-not-found', ...pictureProblems],
  })
  async thumbnail(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Param('wallClock', { schema: Instant }) wallClock: string,
    @Query({ schema: ThumbnailQuery }) { interval, width }: ThumbnailQuery,
    @CurrentUser() user: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const camera = await this.cameras.get(cameraId, user);
    const time = Date.parse(wallClock);
    const picture = await whileThere(reply, (signal) =>
      this.thumbnails.get(camera, { time, interval, width }, signal),
    );
    await sendPicture(reply, picture, { of: time, clock: this.clock });
  }
}

function requireFew(seconds: number, interval: number) {
  if (seconds / interval <= MAX_THUMBNAILS) return;
  const detail = `interval: ${interval} gives more than ${MAX_THUMBNAILS} thumbnails here. Use ${thumbnailInterval(seconds / MAX_THUMBNAILS)}.`;
  throw new DomainError('request-invalid', {
    detail,
    members: { errors: [{ pointer: '#/interval', detail }] },
  });
}
