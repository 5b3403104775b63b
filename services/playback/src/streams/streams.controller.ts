import { type FileHandle, open } from 'node:fs/promises';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { CameraId, StreamQuery } from '@playhead/contracts';
import {
  CurrentUser,
  Describe,
  DomainError,
  type Principal,
  Public,
  RequireRole,
} from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CamerasRepository } from '../cameras/cameras.repository.ts';
import { toPlaylist } from './playlist.ts';
import { SegmentLinks } from './segment-links.ts';
import { StreamsService } from './streams.service.ts';

const SegmentPath = z.object({
  streamId: z.string().regex(/^[\w-]{24}$/),
  name: z.string().regex(/^\d{1,7}\.ts$/),
});
type SegmentPath = z.infer<typeof SegmentPath>;

const SegmentSignature = z.object({
  expires: z.coerce.number().int().positive(),
  signature: z.string().regex(/^[\w-]{43}$/),
});
type SegmentSignature = z.infer<typeof SegmentSignature>;

@Controller('api/v1')
export class StreamsController {
  constructor(
    private readonly cameras: CamerasRepository,
    private readonly streams: StreamsService,
    private readonly links: SegmentLinks,
  ) {}

  @Get('cameras/:cameraId/playback/stream')
  @RequireRole('investigator')
  @Describe({
    summary: 'The HLS playlist of the camera’s footage from a time on',
    problems: [
      'request-invalid',
      'camera-not-found',
      'footage-not-found',
      'stream-failed',
      'stream-limit-reached',
      'vms-unavailable',
    ],
  })
  async playlist(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: StreamQuery }) { time, speed }: StreamQuery,
    @CurrentUser() user: Principal,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const camera = await this.cameras.get(cameraId, user);
    const stream = await this.streams.open(camera, new Date(time), speed, closed(reply));
    const { id, openedAt } = stream.identity;
    const playlist = toPlaylist({
      segments: stream.segments,
      discontinuitySequence: stream.discontinuitySequence,
      targetDurationSeconds: stream.targetDurationSeconds,
      ended: stream.state.kind === 'ended',
      segmentUrl: ({ index }) => this.links.url(id, index, openedAt),
    });
    await reply.header('Cache-Control', 'no-store').type('application/vnd.apple.mpegurl').send(playlist);
  }

  @Get('playback/streams/:streamId/segments/:name')
  @Public()
  @Describe({
    summary: 'A segment, by the signed link of a playlist',
    problems: ['segment-link-invalid', 'stream-not-found'],
  })
  async segment(
    @Param({ schema: SegmentPath }) { streamId, name }: SegmentPath,
    @Query({ schema: SegmentSignature }) { expires, signature }: SegmentSignature,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const index = Number.parseInt(name, 10);
    this.links.verify({ streamId, index, expires, signature });
    const segment = await this.streams.get(streamId).want(index);
    const file = await openSegment(segment?.path);
    await reply
      .header('Cache-Control', 'private, max-age=3600, immutable')
      .type('video/mp2t')
      .send(file.createReadStream());
  }
}

/** Opened before the answer begins, so that a segment which goes at this moment is a 404 and not a torn answer. */
async function openSegment(path: string | undefined): Promise<FileHandle> {
  const gone = { detail: 'This part of the stream is gone. Open it again from here.' };
  if (path === undefined) throw new DomainError('stream-not-found', gone);
  return open(path).catch((cause: unknown) => {
    throw new DomainError('stream-not-found', { ...gone, cause });
  });
}

/** Aborted when the client goes away before it has its answer. */
function closed(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}
