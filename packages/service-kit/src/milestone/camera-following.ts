import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { MilestoneClient, VmsConditionNews } from '@playhead/milestone';
import type { Logger } from 'pino';

/** What the VMS tells while it does. */
export type ToldConditions = Exclude<VmsConditionNews, { kind: 'lost' }>;

/** What the log says. */
interface Words {
  /** It is over for good. */
  ended: string;
  /** The VMS does not tell for now. */
  lost: string;
}

/**
 * Hears what the VMS tells of its cameras by itself, where it does, from the start of a service to its end. Every instance
 * follows (decision 24).
 */
export abstract class CameraFollowing implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ending = new AbortController();
  private following: Promise<void> | undefined;

  constructor(
    private readonly milestone: MilestoneClient,
    protected readonly logger: Logger,
    private readonly words: Words,
  ) {}

  onApplicationBootstrap() {
    this.following = this.follow();
  }

  async beforeApplicationShutdown() {
    this.ending.abort();
    await this.following;
  }

  /** What it rejects with ends the following. */
  protected abstract hear(told: ToldConditions, signal: AbortSignal): Promise<void>;

  private async follow(): Promise<void> {
    const { signal } = this.ending;
    try {
      const { liveConditions } = await this.milestone.capabilities({ signal });
      if (!liveConditions) return;
      for await (const news of await this.milestone.followCameras({ signal })) {
        if (news.kind === 'lost') this.logger.warn({ err: news.error }, this.words.lost);
        else await this.hear(news, signal);
      }
    } catch (error) {
      if (signal.aborted) return;
      this.logger.error({ err: error }, this.words.ended);
    }
  }
}
