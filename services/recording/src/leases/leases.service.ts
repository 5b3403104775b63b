import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Clock, DomainError, LOGGER, withoutRequest } from '@playhead/service-kit';
import type { Logger } from 'pino';
import { LeasesRepository } from './leases.repository.ts';

/** How long after its owner's last sign of life another instance may take work over, in ms. */
const LEASE_MS = 3_000;
/** How old a lease is when its owner renews it, in ms; what is done by then needs no renewal. */
const RENEWAL_AGE_MS = 1_000;
/** How often an owner looks for such leases, in ms. */
const LOOK_MS = 500;
/** How long work may go on once the instance is told to end, in ms; requests have as much again to be answered. */
const GRACE_MS = 4_000;

/** A claim as it is written into a row. */
export interface Lease {
  claimed_by: string;
  claimed_until: Date;
}

interface Work {
  done: Promise<unknown>;
  leasedAt: Date;
}

/** What sessions are claimed with. */
export interface Claiming {
  now: Date;
  lease: Lease;
  /** What this instance works on already: it never takes that over from itself, however late a renewal is. */
  underWay: readonly string[];
}

/**
 * The sessions that this instance works on. Leases are short, so that what a dead instance leaves behind does not wait,
 * and are renewed while the work goes on, however long the VMS takes to answer.
 */
@Injectable()
export class LeasesService {
  /** This instance, until it ends. Writes about a claimed session are made in its name, or not at all. */
  readonly owner = randomUUID();
  private readonly work = new Map<string, Work>();
  private readonly giveUp = new AbortController();
  private ending = false;
  private timer: NodeJS.Timeout | undefined;
  private renewing = false;

  constructor(
    private readonly leases: LeasesRepository,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Aborted when the instance can wait no longer: every call to the VMS on behalf of a session ends with it. */
  get signal(): AbortSignal {
    return this.giveUp.signal;
  }

  /** A claim of this instance that begins now. @throws DomainError `service-unavailable` when the instance is ending. */
  lease(): Lease {
    if (this.ending) {
      throw new DomainError('service-unavailable', {
        detail: 'This instance of the recording service is being stopped. Try again.',
        retryAfterSeconds: 1,
      });
    }
    return this.renewed();
  }

  /**
   * What sessions are claimed with, as of now: to be asked for when there is a connection, since waiting for one must not
   * cost the lease. @throws DomainError `service-unavailable` when the instance is ending.
   */
  claiming(): Claiming {
    return { now: this.clock.now(), lease: this.lease(), underWay: [...this.work.keys()] };
  }

  /** Does the work on a claimed session, renewing the claim until it is done. */
  async holding<T>(id: string, work: () => Promise<T>): Promise<T> {
    const done = work();
    this.work.set(id, { done, leasedAt: this.clock.now() });
    this.timer ??= withoutRequest(() => setInterval(() => void this.renew(), LOOK_MS));
    try {
      return await done;
    } finally {
      this.work.delete(id);
      if (this.work.size === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
    }
  }

  /**
   * Ends the work of this instance: nothing new is claimed, what is under way has a while to finish, then its calls to
   * the VMS are given up. What is left is given back, so that another instance goes on with it at once.
   */
  async drain(): Promise<void> {
    this.ending = true;
    const late = setTimeout(() => this.giveUp.abort(), GRACE_MS);
    try {
      while (this.work.size > 0) await Promise.allSettled([...this.work.values()].map(({ done }) => done));
      await this.leases.giveBack(this.owner, this.clock.now());
    } catch (error) {
      this.logger.warn({ err: error }, 'claims could not be given back; they run out by themselves');
    } finally {
      clearTimeout(late);
    }
  }

  private renewed(): Lease {
    return {
      claimed_by: this.owner,
      claimed_until: new Date(this.clock.now().getTime() + LEASE_MS),
    };
  }

  /** A renewal that fails is no harm by itself: the next one follows, and who takes over asks the VMS first. */
  private async renew(): Promise<void> {
    if (this.renewing) return;
    this.renewing = true;
    try {
      await this.renewOld();
    } catch (error) {
      this.logger.warn({ err: error }, 'claims could not be renewed; the next try follows');
    } finally {
      this.renewing = false;
    }
  }

  private async renewOld(): Promise<void> {
    const leasedAt = this.clock.now();
    const isOld = (work: Work) => leasedAt.getTime() - work.leasedAt.getTime() >= RENEWAL_AGE_MS;
    const old = [...this.work].filter(([, work]) => isOld(work));
    if (old.length === 0) return;
    await this.leases.renew(
      old.map(([id]) => id),
      () => this.renewed(),
    );
    for (const [, work] of old) work.leasedAt = leasedAt;
  }
}
