import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient } from '@playhead/milestone';
import { CameraFollowing, LOGGER, MILESTONE, type ToldConditions } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { WatchService } from './watch.service.ts';

/**
 * Hears how the cameras are as the VMS tells it, so that nobody has to wait for the next look. A change is written and told
 * once however many instances follow (`StatusRepository`).
 */
@Injectable()
export class FollowingService extends CameraFollowing {
  constructor(
    @Inject(MILESTONE) milestone: MilestoneClient,
    private readonly watch: WatchService,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(milestone, logger, {
      brokeOff: 'the following of the cameras broke off and begins anew; they are still looked at',
      lost: 'the VMS does not tell of its cameras; they are still looked at',
    });
  }

  protected override async hear({ kind, cameras }: ToldConditions) {
    if (kind === 'anew') this.logger.info('the VMS tells of its cameras by itself');
    await this.watch.hear(cameras);
  }
}
