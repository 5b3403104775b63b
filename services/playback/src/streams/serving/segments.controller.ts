import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { CameraId, StreamId, UserId } from '@playhead/contracts';
import { Describe, DomainError, Public } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { HOP_HEADER } from '../../instances/hops.ts';
import { whenGone } from '../../when-gone.ts';
import { SegmentLinks } from '../links/segment-links.ts';
import { Viewers } from '../links/viewers.ts';
import { relay } from '../places/relay.ts';
import { SharedStreams } from '../places/shared-streams.ts';
import { LocalStreams } from './local-streams.ts';
import { SegmentBytes } from './segment-bytes.ts';

const SegmentPath = z.object({
  streamId: StreamId,
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

const SEGMENT_TYPE = 'video/mp2t';

@Controller('api/v1/playback/streams/:streamId/segments')
export class SegmentsController {
  constructor(
    private readonly shared: SharedStreams,
    private readonly streams: LocalStreams,
    private readonly links: SegmentLinks,
    private readonly viewers: Viewers,
    private readonly bytes: SegmentBytes,
  ) {}

  @Get(':name')
  @Public()
  @Describe({
    summary: 'A segment, by the signed link of a playlist',
    media: [SEGMENT_TYPE],
    problems: ['segment-link-invalid', 'stream-not-found'],
  })
  async segment(
    @Param({ schema: SegmentPath }) { streamId, name }: SegmentPath,
    @Query({ schema: SegmentPermission }) permission: SegmentPermission,
    @Headers(HOP_HEADER) hop: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { camera, user, expires, signature } = permission;
    this.links.verify({ streamId, userId: user, cameraId: camera, expires, signature });
    await this.viewers.require(user, camera);
    if (!this.shared.isHere(streamId)) {
      const path = pathOf({ streamId, name }, permission);
      return relay(reply, await this.shared.fetch(streamId, { path }, hop !== undefined, whenGone(reply)));
    }
    const segment = await this.streams.get(streamId).want(Number.parseInt(name, 10));
    const bytes = await this.read(segment?.path);
    await reply.header('Cache-Control', 'private, max-age=3600, immutable').type(SEGMENT_TYPE).send(bytes);
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

/** The address at which another instance has the segment. */
function pathOf({ streamId, name }: SegmentPath, { expires, ...permission }: SegmentPermission): string {
  const query = new URLSearchParams({ ...permission, expires: String(expires) });
  return `/api/v1/playback/streams/${streamId}/segments/${name}?${query}`;
}
