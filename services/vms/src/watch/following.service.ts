import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { MilestoneClient, VmsConditionNews } from '@playhead/milestone';
import { LOGGER, MILESTONE } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { WatchService } from './watch.service.ts';

/**
 * Hears what the VMS tells of its cameras by itself, where it does, so that nobody has to wait for the next look. Every
 * instance follows; a change is written and told once all the same (`StatusRepository`).
 */
@Injectable()
export class FollowingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ending = new AbortController();
  private following: Promise<void> | undefined;

  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly watch: WatchService,
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
      for await (const news of await this.milestone.followCameras({ signal })) await this.take(news);
    } catch (error) {
      if (signal.aborted) return;
      this.logger.error({ err: error }, 'the cameras are followed no more; they are still looked at');
    }
  }

  private async take(news: VmsConditionNews): Promise<void> {
    if (news.kind === 'lost') {
      this.logger.warn({ err: news.error }, 'the VMS does not tell of its cameras; they are still looked at');
      return;
    }
    if (news.kind === 'anew') this.logger.info('the VMS tells of its cameras by itself');
    await this.watch.hear(news.cameras);
  }
}
