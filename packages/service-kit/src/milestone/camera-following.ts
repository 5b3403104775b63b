import { setTimeout as sleep } from 'node:timers/promises';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { MilestoneClient, VmsConditionNews } from '@playhead/milestone';
import type { Logger } from 'pino';

/** What the VMS tells while it does. */
export type ToldConditions = Exclude<VmsConditionNews, { kind: 'lost' }>;

/** The first pause after the following broke off, and the longest, in ms. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** What the log says. */
interface Words {
  /** It broke off, and begins anew after a pause. */
  brokeOff: string;
  /** The VMS does not tell for now. */
  lost: string;
}

/** Time and chance, which tests own. */
interface Surroundings {
  /** Rejects when the signal is aborted. */
  pause: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** 0 to 1. */
  random: () => number;
}

const machine: Surroundings = {
  pause: (ms, signal) => sleep(ms, undefined, { signal }),
  random: Math.random,
};

/**
 * Hears what the VMS tells of its cameras by itself, where it does, from the start of a service to its end. Every instance
 * follows (decision 24).
 */
export abstract class CameraFollowing implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ending = new AbortController();
  private following: Promise<void> | undefined;
  /** How often in a row it broke off before it heard anything. */
  private failed = 0;

  constructor(
    private readonly milestone: Pick<MilestoneClient, 'capabilities' | 'followCameras'>,
    protected readonly logger: Logger,
    private readonly words: Words,
    private readonly surroundings = machine,
  ) {}

  onApplicationBootstrap() {
    this.following = this.follow();
  }

  async beforeApplicationShutdown() {
    this.ending.abort();
    await this.following;
  }

  /** Where it rejects, the following begins anew, and so with all that the VMS can tell. */
  protected abstract hear(told: ToldConditions, signal: AbortSignal): Promise<void>;

  private async follow(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      try {
        if (this.failed > 0) await this.surroundings.pause(this.pauseMs(), signal);
        return await this.followOnce(signal);
      } catch (error) {
        if (signal.aborted) return;
        this.failed += 1;
        this.logger.warn({ err: error }, this.words.brokeOff);
      }
    }
  }

  /** Resolves only where the VMS tells nothing by itself. */
  private async followOnce(signal: AbortSignal): Promise<void> {
    const { liveConditions } = await this.milestone.capabilities({ signal });
    if (!liveConditions) return;
    for await (const news of await this.milestone.followCameras({ signal })) {
      if (news.kind === 'lost') {
        this.logger.warn({ err: news.error }, this.words.lost);
      } else {
        await this.hear(news, signal);
        this.failed = 0;
      }
    }
  }

  /** Doubles each time; half of it is chance, so that many instances do not return at one moment. */
  private pauseMs(): number {
    const full = Math.min(FIRST_PAUSE_MS * 2 ** (this.failed - 1), LONGEST_PAUSE_MS);
    return (full / 2) * (1 + this.surroundings.random());
  }
}
