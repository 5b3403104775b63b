import { Controller, Get, Inject } from '@nestjs/common';
import { Site } from '@playhead/contracts';
import { Describe, RequireRole } from '@playhead/service-kit';
import { CONSOLE_CONFIG } from '../config.token.ts';
import type { ConsoleConfig } from '../config.ts';

@Controller('api/v1/site')
export class SiteController {
  constructor(@Inject(CONSOLE_CONFIG) private readonly config: ConsoleConfig) {}

  @Get()
  @RequireRole('viewer')
  @Describe({ summary: 'What everybody at this site shares', answer: Site })
  site(): Site {
    const { SITE_TIME_ZONE } = this.config;
    return SITE_TIME_ZONE === undefined ? {} : { timeZone: SITE_TIME_ZONE };
  }
}
