import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { StartedSeveral, StartSeveralRequest } from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole } from '@playhead/service-kit';
import { SeveralService } from './several.service.ts';

@Controller('api/v1/recordings')
export class SeveralController {
  constructor(private readonly several: SeveralService) {}

  @Post('start')
  @RequireRole('operator')
  @HttpCode(200)
  @Describe({
    summary: 'Start a timed recording on several cameras, with a result for each',
    answer: StartedSeveral,
  })
  start(
    @Body({ schema: StartSeveralRequest }) request: StartSeveralRequest,
    @CurrentUser() user: Principal,
  ): Promise<StartedSeveral> {
    return this.several.start(request, user);
  }
}
