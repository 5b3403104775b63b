import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  CameraId,
  RecordingQueryRequest,
  RecordingQueryResult,
  SequenceList,
  SequencesQuery,
  Timeline,
  TimelineQuery,
} from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole, vmsProblems } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { CamerasRepository, type PlayableCamera } from '../cameras/cameras.repository.ts';
import { FootageService } from './footage.service.ts';
import { type Footage, type Range, toRange } from './footage.ts';
import { requireFewBuckets } from './timeline/bucket-limit.ts';
import { slotsOf, toBuckets } from './timeline/buckets.ts';
import { toQueryResult, toSequence } from './to-answers.ts';
import { whileThere } from './while-there.ts';

@Controller('api/v1/cameras/:cameraId/recordings')
export class FootageController {
  constructor(
    private readonly cameras: CamerasRepository,
    private readonly footage: FootageService,
  ) {}

  @Post('query')
  @RequireRole('investigator')
  @HttpCode(200)
  @Describe({
    summary: 'What was recorded in a range, and what was not',
    answer: RecordingQueryResult,
    problems: ['camera-not-found', 'device-not-found', ...vmsProblems],
  })
  async query(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Body({ schema: RecordingQueryRequest }) request: RecordingQueryRequest,
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordingQueryResult> {
    const camera = await this.cameras.get(cameraId, user);
    const range = toRange(request);
    return toQueryResult(camera, range, await this.look(camera, range, request, reply));
  }

  @Get('sequences')
  @RequireRole('investigator')
  @Describe({
    summary: 'The sequences of a range',
    answer: SequenceList,
    problems: ['camera-not-found', 'device-not-found', ...vmsProblems],
  })
  async sequences(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: SequencesQuery }) request: SequencesQuery,
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SequenceList> {
    const camera = await this.cameras.get(cameraId, user);
    const { sequences } = await this.look(camera, toRange(request), request, reply);
    return { cameraId, sequences: sequences.map(toSequence), total: sequences.length };
  }

  @Get('timeline')
  @RequireRole('investigator')
  @Describe({
    summary: 'A range in buckets of a minute, an hour or a day, aligned to the clocks of a time zone',
    answer: Timeline,
    problems: ['camera-not-found', 'device-not-found', ...vmsProblems],
  })
  async timeline(
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
    @Query({ schema: TimelineQuery }) { resolution, timeZone, ...request }: TimelineQuery,
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Timeline> {
    const camera = await this.cameras.get(cameraId, user);
    const range = toRange(request);
    requireFewBuckets(range, resolution, timeZone);
    const { sequences } = await this.look(camera, range, request, reply);
    return { cameraId, resolution, timeline: toBuckets(slotsOf(range, resolution, timeZone), sequences) };
  }

  private look(
    camera: PlayableCamera,
    range: Range,
    { refresh }: { refresh?: boolean | undefined },
    reply: FastifyReply,
  ): Promise<Footage> {
    return whileThere(reply, (signal) => this.footage.query(camera, range, { refresh, signal }));
  }
}
