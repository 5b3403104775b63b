import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { CameraId, UserId } from '@playhead/contracts';
import { Describe, DomainError, Public } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { SegmentLinks } from '../links/segment-links.ts';
import { Viewers } from '../links/viewers.ts';
import { LocalStreams } from './local-streams.ts';
import { SegmentBytes } from './segment-bytes.ts';

const SegmentPath = z.object({
  streamId: z.string().regex(/^[\w-]{24}$/),
  name: z.string().regex(/^\d{1,7}\.ts$/),
});
type SegmentPath = z.infer<typeof SegmentPath>;

const SegmentPermission = z.object({
  camera: CameraId,
  user: UserId,
  expires: z.coerce.number().int().positive(),
  signature: z.string().regex(/^[\w-]{43}$/),
});
type SegmentPermission = z.infer<typeof SegmentPermission>;

@Controller('api/v1/playback/streams/:streamId/segments')
export class SegmentsController {
  constructor(
    private readonly streams: LocalStreams,
    private readonly links: SegmentLinks,
    private readonly viewers: Viewers,
    private readonly bytes: SegmentBytes,
  ) {}

  @Get(':name')
  @Public()
  @Describe({
    summary: 'A segment, by the signed link of a playlist',
    problems: ['segment-link-invalid', 'stream-not-found'],
  })
  async segment(
    @Param({ schema: SegmentPath }) { streamId, name }: SegmentPath,
    @Query({ schema: SegmentPermission }) { camera, user, expires, signature }: SegmentPermission,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.links.verify({ streamId, userId: user, cameraId: camera, expires, signature });
    await this.viewers.require(user, camera);
    const segment = await this.streams.get(streamId).want(Number.parseInt(name, 10));
    const bytes = await this.read(segment?.path);
    await reply.header('Cache-Control', 'private, max-age=3600, immutable').type('video/mp2t').send(bytes);
  }

  /** Whole before the answer begins, so that a segment which goes at this moment is a 404 and not a torn answer. */
  private read(path: string | undefined): Promise<Buffer> {
    const gone = { detail: 'This part of the stream is gone. Open it again from here.' };
    if (path === undefined) throw new DomainError('stream-not-found', gone);
    return this.bytes.of(path).catch((cause: unknown) => {
      throw new DomainError('stream-not-found', { ...gone, cause });
    });
  }
}
