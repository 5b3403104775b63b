import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import {
  SeveralQueryRequest,
  SeveralQueryResults,
  SeveralTimelines,
  SeveralTimelinesRequest,
} from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';
import { FootageService } from '../footage.service.ts';
import { toRange } from '../footage.ts';
import { requireFewBuckets } from '../timeline/bucket-limit.ts';
import { slotsOf, toBuckets } from '../timeline/buckets.ts';
import { toQueryResult } from '../to-answers.ts';
import { whileThere } from '../while-there.ts';
import { SeveralService } from './several.service.ts';

@Controller('api/v1/recordings')
export class SeveralController {
  constructor(
    private readonly several: SeveralService,
    private readonly footage: FootageService,
  ) {}

  @Post('query')
  @RequireRole('investigator')
  @HttpCode(200)
  @Describe({
    summary: 'What several cameras recorded in a range, with a result for each',
    answer: SeveralQueryResults,
  })
  query(
    @Body({ schema: SeveralQueryRequest }) { cameraIds, refresh, ...asked }: SeveralQueryRequest,
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeveralQueryResults> {
    const range = toRange(asked);
    return whileThere(reply, (signal) =>
      this.several.ask(cameraIds, user, signal, async (camera, wishes) =>
        toQueryResult(camera, range, await this.footage.query(camera, range, { ...wishes, refresh })),
      ),
    );
  }

  @Post('timeline')
  @RequireRole('investigator')
  @HttpCode(200)
  @Describe({
    summary: 'The timelines of several cameras in the same buckets, with a result for each',
    answer: SeveralTimelines,
  })
  timeline(
    @Body({ schema: SeveralTimelinesRequest }) { cameraIds, ...asked }: SeveralTimelinesRequest,
    @CurrentUser() user: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeveralTimelines> {
    const range = toRange(asked);
    const { resolution, timeZone, refresh } = asked;
    requireFewBuckets(range, resolution, timeZone, new Set(cameraIds).size);
    const slots = slotsOf(range, resolution, timeZone);
    return whileThere(reply, (signal) =>
      this.several.ask(cameraIds, user, signal, async (camera, wishes) => {
        const { sequences } = await this.footage.query(camera, range, { ...wishes, refresh });
        return { cameraId: camera.id, resolution, timeline: toBuckets(slots, sequences) };
      }),
    );
  }
}
