import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, LOGGER } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { LeasesRepository } from './leases.repository.ts';

/** How long after its owner's last sign of life another instance may take work over, in ms. */
const LEASE_MS = 3_000;
/** How often an owner gives that sign, in ms. */
const RENEWAL_MS = 500;

/** A claim as it is written into a row. */
export interface Lease {
  claimed_by: string;
  claimed_until: Date;
}

/**
 * The sessions that this instance works on. Leases are short, so that what a dead instance leaves behind does not wait,
 * and are renewed while the work goes on, however long the VMS takes to answer.
 */
@Injectable()
export class LeasesService {
  /** This instance, until it ends. */
  readonly owner = randomUUID();
  private readonly held = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private renewing = false;

  constructor(
    private readonly leases: LeasesRepository,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** A claim of this instance that begins now. */
  lease(): Lease {
    return {
      claimed_by: this.owner,
      claimed_until: new Date(this.clock.now().getTime() + LEASE_MS),
    };
  }

  /** Does the work on a claimed session, renewing the claim until it is done. */
  async holding<T>(id: string, work: () => Promise<T>): Promise<T> {
    this.held.add(id);
    this.timer ??= setInterval(() => void this.renew(), RENEWAL_MS);
    try {
      return await work();
    } finally {
      this.held.delete(id);
      if (this.held.size === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
    }
  }

  /** A renewal that fails is no harm by itself: the next one follows, and who takes over asks the VMS first. */
  private async renew(): Promise<void> {
    if (this.renewing) return;
    this.renewing = true;
    try {
      await this.leases.renew([...this.held], this.owner, this.lease().claimed_until);
    } catch (error) {
      this.logger.warn({ err: error }, 'claims could not be renewed; the next try follows');
    } finally {
      this.renewing = false;
    }
  }
}
