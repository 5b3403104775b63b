import send from '@fastify/send';
import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ExportId, UserId } from '@playhead/contracts';
import { AuditRepository, Describe, DomainError, Public } from '@playhead/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { HOP_HEADER } from '../../instances/hops.ts';
import { relay } from '../../streams/places/relay.ts';
import { whenGone } from '../../when-gone.ts';
import type { Export } from '../export.ts';
import { ExportFolder } from '../export-folder.ts';
import { ExportsRepository } from '../exports.repository.ts';
import { noSuchExport } from '../exports.service.ts';
import { EXPORT_FILE } from '../making/file-maker.ts';
import { ExportLinks, linkTo } from './export-links.ts';
import { ExportPlaces } from './export-places.ts';
import { attachment, fileNameOf } from './file-name.ts';
import { ReadersRepository } from './readers.repository.ts';

const FilePermission = z.object({
  user: UserId,
  expires: z.coerce.number().int().positive(),
  signature: z.string().regex(/^[\w-]{43}$/),
});
type FilePermission = z.infer<typeof FilePermission>;

/** Ranges that a browser or a download manager asks for; whatever else it says counts as none. */
const RANGE = /^bytes=[\d, -]{1,200}$/;
/** What does not go on with a download that was begun before. */
const BEGINS = /^bytes=0-/;

@Controller('api/v1/exports/:exportId/file')
export class ExportFileController {
  constructor(
    private readonly exports: ExportsRepository,
    private readonly readers: ReadersRepository,
    private readonly links: ExportLinks,
    private readonly places: ExportPlaces,
    private readonly folder: ExportFolder,
    private readonly audit: AuditRepository,
  ) {}

  @Get()
  @Public()
  @Describe({
    summary: 'The MP4 file of an export, or ranges of it, by the signed link of the export',
    media: ['video/mp4'],
    headers: { 'Content-Disposition': 'The name to keep it by', ETag: 'For If-None-Match and If-Range' },
    also: { 206: 'The ranges that were asked for', 304: 'The client has it already' },
    problems: ['export-link-invalid', 'export-not-found', 'export-range-invalid'],
  })
  async file(
    @Param('exportId', { schema: ExportId }) exportId: ExportId,
    @Query({ schema: FilePermission }) { user: userId, expires, signature }: FilePermission,
    @Headers('range') asked: string | undefined,
    @Headers(HOP_HEADER) hop: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const permission = { exportId, userId, expires, signature };
    this.links.verify(permission);
    const found = await this.exports.find(exportId);
    const reader = found && (await this.readers.find(userId, found));
    if (found?.file === undefined || found.folderId === undefined || reader === undefined)
      throw noSuchExport();
    const range = asked !== undefined && RANGE.test(asked) ? asked : undefined;
    if (hop === undefined && request.method === 'GET' && (range === undefined || BEGINS.test(range)))
      await this.audit.record({ ...entryOf(found), by: reader }, 'success');
    if (this.places.isHere(found.folderId)) return this.send(found, request, reply);
    const path = linkTo(permission);
    await relay(
      reply,
      await this.places.fetch(found.folderId, { path, range }, hop !== undefined, whenGone(reply)),
    );
  }

  private async send(found: Export, { raw }: FastifyRequest, reply: FastifyReply): Promise<void> {
    const root = this.folder.directoryOf(found.id);
    const { type, statusCode, headers, stream } = await send(raw, `/${EXPORT_FILE}`, {
      root,
      cacheControl: false,
    });
    if (type !== 'file' && statusCode === 404) throw noSuchExport();
    if (statusCode === 416) {
      reply.header('Content-Range', headers['Content-Range']);
      throw noSuchPart();
    }
    await reply
      .status(statusCode)
      .headers(headers)
      .header('Cache-Control', 'private, no-cache')
      .header('Content-Disposition', attachment(fileNameOf(found)))
      .send(stream);
  }
}

const noSuchPart = () =>
  new DomainError('export-range-invalid', {
    detail:
      'It ends before the first byte asked for; Content-Range tells its length. Ask for less, or for all of it.',
  });

const entryOf = ({ id, cameraId, startTime, endTime, file }: Export) => ({
  action: 'export.download' as const,
  cameraId,
  details: { exportId: id, startTime, endTime, sha256: file?.sha256 },
});
