import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { CameraId, type StreamId, StreamQuery, streamCodecs, streamHeaders } from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole, vmsProblems } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { HOP_HEADER, type HopRequest, OPENING_HOP } from '../../instances/hops.ts';
import { SpeedLimits } from '../../speed-limits.ts';
import { whenGone } from '../../when-gone.ts';
import { SegmentLinks } from '../links/segment-links.ts';
import { WatchedCameras } from '../links/watched-cameras.ts';
import { MotionJpegService } from '../mjpeg/motion-jpeg.service.ts';
import { MOTION_JPEG_TYPE } from '../mjpeg/multipart.ts';
import { sendMotionJpeg } from '../mjpeg/send-motion-jpeg.ts';
import { relay } from '../places/relay.ts';
import { SharedStreams, type StreamRequest } from '../places/shared-streams.ts';
import { toPlaylist } from '../playlist/playlist.ts';
import type { PlaybackStream } from '../stream.ts';
import { viewOf } from './stream-view.ts';
import { tellStart } from './tell-start.ts';

const PLAYLIST_TYPE = 'application/vnd.apple.mpegurl';

@Controller('api/v1/cameras/:cameraId/playback')
export class StreamsController {
  constructor(
    private readonly cameras: WatchedCameras,
    private readonly streams: SharedStreams,
    private readonly links: SegmentLinks,
    private readonly motionJpeg: MotionJpegService,
    private readonly speeds: SpeedLimits,
  ) {}

  @Get('stream')
  @RequireRole('investigator')
  @Describe({
    summary: 'The camera’s footage from a time on, at a speed, as an HLS playlist or as motion JPEG',
    media: [PLAYLIST_TYPE, MOTION_JPEG_TYPE],
    headers: {
      [streamHeaders.start]: 'When the first picture was recorded, ISO 8601 in UTC',
      [streamHeaders.startSkipped]: '`true` where the asked time lies in a gap, else `false`',
      [streamHeaders.problem]:
        'The code of the problem that ended the stream early; left out while all is well',
    },
    problems: [
      'camera-not-found',
      'footage-not-found',
      'stream-failed',
      'stream-limit-reached',
      'stream-not-found',
      'service-unavailable',
      'device-not-found',
      ...vmsProblems,
    ],
  })
  async stream(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: StreamQuery }) query: StreamQuery,
    @CurrentUser() user: Principal,
    @Headers(HOP_HEADER) hop: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const camera = await this.cameras.get(cameraId, user);
    const { authorization } = reply.request.headers;
    const { time, end, speed, codecs, streamId } = query;
    this.speeds.require(speed);
    const endTime = end === undefined ? undefined : new Date(end);
    const wish = { camera, startTime: new Date(time), endTime, speed, codecs };
    const toOther = (id?: StreamId): HopRequest => ({ path: pathOf(cameraId, query, id), authorization });
    const signal = whenGone(reply);
    if (query.format === 'mjpeg') {
      const any = { ...wish, codecs: streamCodecs };
      const opened = await this.motionJpeg.open(any, user.userId, toOther(), hop !== undefined, signal);
      return opened.kind === 'there' ? relay(reply, opened.answer) : sendMotionJpeg(reply, opened.motionJpeg);
    }
    const request = { wish, hop: toOther, askedBy: askerOf(hop), signal };
    const found = await (streamId === undefined
      ? this.streams.open(request)
      : this.streams.join(streamId, request));
    if (found.kind === 'there') await relay(reply, found.answer);
    else await this.send(reply, found.stream, user);
  }

  private async send(reply: FastifyReply, stream: PlaybackStream, { userId }: Principal): Promise<void> {
    const { problem, ...view } = viewOf(stream);
    const { streamId } = view;
    const cameraId = stream.identity.camera.id;
    const playlist = toPlaylist({
      ...view,
      problem: problem && { code: problem.code, detail: problem.message },
      segmentUrl: this.links.to({ streamId, userId, cameraId }),
    });
    if (problem !== undefined) reply.header(streamHeaders.problem, problem.code);
    await tellStart(reply, view.start).type(PLAYLIST_TYPE).send(playlist);
  }
}

function askerOf(hop: string | undefined): StreamRequest['askedBy'] {
  if (hop === undefined) return 'viewer';
  return hop === OPENING_HOP ? 'opening instance' : 'reading instance';
}

/** The address at which another instance has the stream, or begins it. */
function pathOf(
  cameraId: CameraId,
  { time, end, speed, format, codecs }: StreamQuery,
  streamId: StreamId | undefined,
): string {
  const query = new URLSearchParams({
    time,
    ...(end !== undefined && { end }),
    speed: String(speed),
    format,
    codecs: codecs.join(),
    ...(streamId !== undefined && { streamId }),
  });
  return `/api/v1/cameras/${cameraId}/playback/stream?${query}`;
}
