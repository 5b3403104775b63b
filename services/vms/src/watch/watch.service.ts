import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type MilestoneClient, MilestoneError, type VmsCameraCondition } from '@playhead/milestone';
import { Clock, LOGGER, MILESTONE } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { VMS_CONFIG } from '../config.token.ts';
import type { VmsConfig } from '../config.ts';
import { ContactService } from '../contact/contact.service.ts';
import { type CameraListing, readListing } from '../discovery/camera-listing.ts';
import { cameraStatus } from '../status/camera-status.ts';
import { StatusRepository } from '../status/status.repository.ts';
import { LiveConditions } from './live-conditions.ts';

/** The list that is in memory; `stale` when the last try to read it anew failed. */
export interface KnownListing {
  listing: CameraListing;
  stale: boolean;
}

/**
 * Looks at the VMS every `MILESTONE_REFRESH_INTERVAL` and whenever somebody asks, one look at a time. Each look renews the
 * list in memory, the cameras' status and what is known of the contact with the VMS. Between looks it hears what the VMS
 * tells by itself.
 */
@Injectable()
export class WatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly ending = new AbortController();
  private known: KnownListing | undefined;
  private readonly live = new LiveConditions();
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
    if (this.known === undefined) return { listing: await this.look(), stale: false };
    return { ...this.known, listing: this.live.over(this.known.listing) };
  }

  /** The list in memory, unless it is old or the VMS has not answered since. */
  fresh(): CameraListing | undefined {
    if (this.known === undefined || this.known.stale) return undefined;
    const ageMs = this.clock.now().getTime() - this.known.listing.asOf.getTime();
    const isFresh = ageMs <= 2 * this.config.MILESTONE_REFRESH_INTERVAL * 1000;
    return isFresh ? this.live.over(this.known.listing) : undefined;
  }

  /** What the VMS has just told of some cameras. */
  async hear(conditions: readonly VmsCameraCondition[]): Promise<void> {
    const asOf = this.clock.now();
    this.live.tell(conditions, asOf);
    const states = conditions.flatMap(({ deviceId, state }) =>
      state === undefined ? [] : [{ deviceId, status: cameraStatus({ state, enabled: true }) }],
    );
    if (states.length > 0) await this.written(() => this.statuses.seen(states, { asOf, complete: false }));
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
      if (!this.ending.signal.aborted) {
        this.contact.willLook(new Date(this.clock.now().getTime() + delayMs));
        this.timer = setTimeout(() => void this.lookQuietly(), delayMs);
      }
    }
  }

  private async lookOnce(): Promise<CameraListing> {
    const startedAt = this.clock.now();
    try {
      const listing = await readListing(this.milestone, startedAt, this.ending.signal);
      this.known = { listing, stale: false };
      this.live.listed(listing);
      await this.tell(listing);
      return listing;
    } catch (error) {
      if (error instanceof MilestoneError && !this.ending.signal.aborted) await this.lost(error, startedAt);
      throw error;
    }
  }

  private tell(listing: CameraListing): Promise<void> {
    const states = listing.cameras.map((camera) => ({
      deviceId: camera.deviceId,
      status: cameraStatus(camera),
    }));
    return this.written(async () => {
      await this.statuses.seen(states, listing);
      await this.contact.reached(listing.asOf, { wholeList: true });
    });
  }

  /** What is known is good even when the database is away; what it says is then written after the next look. */
  private async written(write: () => Promise<void>): Promise<void> {
    try {
      await write();
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
