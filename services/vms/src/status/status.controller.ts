import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CameraHealth, CameraId } from '@playhead/contracts';
import { CurrentUser, Describe, type Principal, RequireRole } from '@playhead/service-kit';
import { HealthCheckService } from './health-check.service.ts';

@Controller('api/v1/cameras')
export class StatusController {
  constructor(private readonly health: HealthCheckService) {}

  @Post(':cameraId/health-check')
  @HttpCode(200)
  @RequireRole('operator')
  @Describe({
    summary: 'Ask the VMS how a camera is, now',
    answer: CameraHealth,
    problems: ['camera-not-found'],
  })
  check(
    @CurrentUser() user: Principal,
    @Param('cameraId', { schema: CameraId }) cameraId: CameraId,
  ): Promise<CameraHealth> {
    return this.health.check(user.userId, cameraId);
  }
}
