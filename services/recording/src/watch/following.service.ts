import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { MilestoneClient, VmsConditionNews } from '@playhead/milestone';
import { LOGGER, MILESTONE } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { VmsRecordingsService } from './vms-recordings.service.ts';
import { WatchService } from './watch.service.ts';

/**
 * Hears from the VMS, where it tells by itself, that a camera began or ceased to record, so that nobody waits for the
 * next check. News is only a reason to ask: what is missed, or hidden by a rule that goes on recording, the checks find.
 * Every instance follows; an end is written and told once all the same (`WatchRepository`).
 */
@Injectable()
export class FollowingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ending = new AbortController();
  private following: Promise<void> | undefined;

  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly watch: WatchService,
    private readonly vmsRecordings: VmsRecordingsService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    this.following = this.follow();
  }

  async beforeApplicationShutdown() {
    this.ending.abort();
    await this.following;
  }

  private async follow(): Promise<void> {
    const { signal } = this.ending;
    try {
      const { liveConditions } = await this.milestone.capabilities({ signal });
      if (!liveConditions) return;
      for await (const news of await this.milestone.followCameras({ signal })) await this.take(news, signal);
    } catch (error) {
      if (signal.aborted) return;
      this.logger.error({ err: error }, 'the recordings are followed no more; they are still checked');
    }
  }

  private async take(news: VmsConditionNews, signal: AbortSignal): Promise<void> {
    if (news.kind === 'lost') {
      this.logger.warn({ err: news.error }, 'the VMS does not tell what it records; it is still checked');
      return;
    }
    const told = news.cameras.filter(({ recording }) => recording !== undefined);
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
