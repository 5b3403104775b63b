import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type MilestoneClient, MilestoneError } from '@playhead/milestone';
import { Clock, LOGGER, MILESTONE } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { VMS_CONFIG } from '../config.token.ts';
import type { VmsConfig } from '../config.ts';
import { ContactService } from '../contact/contact.service.ts';
import { type CameraListing, readListing } from '../discovery/camera-listing.ts';
import { cameraStatus } from '../status/camera-status.ts';
import { StatusRepository } from '../status/status.repository.ts';

/** The list that is in memory; `stale` when the last try to read it anew failed. */
export interface KnownListing {
  listing: CameraListing;
  stale: boolean;
}

/**
 * Looks at the VMS every `MILESTONE_REFRESH_INTERVAL` and whenever somebody asks, one look at a time. Each look renews the
 * list in memory, the cameras' status and what is known of the contact with the VMS.
 */
@Injectable()
export class WatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ending = new AbortController();
  private known: KnownListing | undefined;
  private looking: Promise<CameraListing> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly contact: ContactService,
    private readonly statuses: StatusRepository,
    private readonly clock: Clock,
    @Inject(VMS_CONFIG) private readonly config: VmsConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap() {
    void this.lookQuietly();
  }

  async beforeApplicationShutdown() {
    this.ending.abort();
    clearTimeout(this.timer);
    await Promise.allSettled([this.looking]);
  }

  /** From memory where there is a list, else from the VMS. @throws MilestoneError only while there is no list. */
  async listing(): Promise<KnownListing> {
    return this.known ?? { listing: await this.look(), stale: false };
  }

  /** The list in memory, unless it is old or the VMS has not answered since. */
  fresh(): CameraListing | undefined {
    if (this.known === undefined || this.known.stale) return undefined;
    const ageMs = this.clock.now().getTime() - this.known.listing.asOf.getTime();
    return ageMs <= 2 * this.config.MILESTONE_REFRESH_INTERVAL * 1000 ? this.known.listing : undefined;
  }

  /** Reads the list now; who asks during a look shares it. @throws MilestoneError */
  look(): Promise<CameraListing> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = undefined;
    });
    return this.looking;
  }

  private async lookQuietly(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      if (!(error instanceof MilestoneError)) this.logger.error({ err: error }, 'a look at the VMS failed');
    } finally {
      const delayMs = this.config.MILESTONE_REFRESH_INTERVAL * 1000;
      if (!this.ending.signal.aborted) this.timer = setTimeout(() => void this.lookQuietly(), delayMs);
    }
  }

  private async lookOnce(): Promise<CameraListing> {
    const startedAt = this.clock.now();
    try {
      const listing = await readListing(this.milestone, startedAt, this.ending.signal);
      this.known = { listing, stale: false };
      await this.tell(listing);
      return listing;
    } catch (error) {
      if (error instanceof MilestoneError && !this.ending.signal.aborted) await this.lost(error, startedAt);
      throw error;
    }
  }

  /** The list is good even when the database is away; what it says is then written after the next look. */
  private async tell(listing: CameraListing): Promise<void> {
    try {
      const states = listing.cameras.map((camera) => ({
        deviceId: camera.deviceId,
        status: cameraStatus(camera),
      }));
      await this.statuses.seen(states, listing);
      await this.contact.reached(listing.asOf, { wholeList: true });
    } catch (error) {
      this.logger.error({ err: error }, 'what the VMS says of its cameras could not be written down');
    }
  }

  private async lost(error: MilestoneError, startedAt: Date): Promise<void> {
    if (this.known !== undefined) this.known = { ...this.known, stale: true };
    try {
      await this.contact.lost(startedAt, error);
    } catch (failure) {
      this.logger.error({ err: failure }, 'that the VMS does not answer could not be written down');
    }
  }
}
