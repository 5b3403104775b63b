import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient } from '@playhead/milestone';
import { CameraFollowing, LOGGER, MILESTONE, type ToldConditions } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { VmsRecordingsService } from './vms-recordings.service.ts';
import { WatchService } from './watch.service.ts';

/**
 * Hears that a camera began or ceased to record as the VMS tells it, so that nobody waits for the next check. News is only a
 * reason to ask: what is missed, or hidden by a rule that goes on recording, the checks find. An end is written and told
 * once however many instances follow (`WatchRepository`).
 */
@Injectable()
export class FollowingService extends CameraFollowing {
  constructor(
    @Inject(MILESTONE) milestone: MilestoneClient,
    private readonly watch: WatchService,
    private readonly vmsRecordings: VmsRecordingsService,
    @Inject(LOGGER) logger: Logger,
  ) {
    super(milestone, logger, {
      brokeOff: 'the following of the recordings broke off and begins anew; they are still checked',
      lost: 'the VMS does not tell what it records; it is still checked',
    });
  }

  protected override async hear({ cameras }: ToldConditions, signal: AbortSignal) {
    const told = cameras.filter(({ recording }) => recording !== undefined);
    this.vmsRecordings.forget(told.map(({ deviceId }) => deviceId));
    const silent = told.filter(({ recording }) => !recording).map(({ deviceId }) => deviceId);
    try {
      await this.watch.checkDevices(silent, signal);
    } catch (error) {
      // A database that is away for a moment must not end the following.
      this.logger.warn({ err: error }, 'what the VMS told of its recordings is left to the next check');
    }
  }
}
