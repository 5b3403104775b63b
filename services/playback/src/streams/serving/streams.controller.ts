import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { CameraId, StreamQuery, streamHeaders } from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { CamerasRepository } from '../../cameras/cameras.repository.ts';
import { whenGone } from '../../when-gone.ts';
import { SegmentLinks } from '../links/segment-links.ts';
import { toPlaylist } from '../playlist/playlist.ts';
import { LocalStreams } from './local-streams.ts';
import { viewOf } from './stream-view.ts';

@Controller('api/v1/cameras/:cameraId/playback')
export class StreamsController {
  constructor(
    private readonly cameras: CamerasRepository,
    private readonly streams: LocalStreams,
    private readonly links: SegmentLinks,
  ) {}

  @Get('stream')
  @RequireRole('investigator')
  @Describe({
    summary: 'The camera’s footage from a time on, at a speed, as an HLS playlist',
    problems: [
      'request-invalid',
      'camera-not-found',
      'footage-not-found',
      'stream-failed',
      'stream-limit-reached',
      'vms-unavailable',
    ],
  })
  async stream(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: StreamQuery }) { time, end, speed, codecs }: StreamQuery,
    @CurrentUser() user: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const camera = await this.cameras.get(cameraId, user);
    const endTime = end === undefined ? undefined : new Date(end);
    const wish = { camera, startTime: new Date(time), endTime, speed, codecs };
    const { streamId, problem, ...view } = viewOf(await this.streams.obtain(wish, whenGone(reply)));
    const playlist = toPlaylist({
      ...view,
      problem: problem && { code: problem.code, detail: problem.message },
      segmentUrl: this.links.to({ streamId, userId: user.userId, cameraId }),
    });
    if (problem !== undefined) reply.header(streamHeaders.problem, problem.code);
    await reply
      .header('Cache-Control', 'no-store')
      .header(streamHeaders.start, view.start.start.toISOString())
      .header(streamHeaders.startSkipped, String(view.start.skipped))
      .type('application/vnd.apple.mpegurl')
      .send(playlist);
  }
}
